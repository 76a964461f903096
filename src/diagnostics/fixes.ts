import type { Finding, Fix } from './finding';
import type { Patient } from './patient';
import { text, type Text } from './text';

/** A fix by a command, for spreading into a finding; nothing where there is no such command. */
export function byCommand(
  { commands }: Pick<Patient, 'commands'>,
  title: Text,
  command: string,
  ...args: readonly unknown[]
): Pick<Finding, 'fix'> {
  if (!commands.has(command)) return {};
  return { fix: { kind: 'command', title, command, args } };
}

/** Opens a file at a line. */
export function opening(file: string, line = 1): { readonly fix: Fix } {
  const fix: Fix = {
    kind: 'command',
    title: text('Open File'),
    command: 'codeartifact.openFile',
    args: [file, line, 1],
  };
  return { fix };
}

/** Copies a command for the user's terminals. */
export function copying(command: string): { readonly fix: Fix } {
  return { fix: { kind: 'copy', title: text('Copy Command'), text: command } };
}

/** Opens VS Code's settings at one of them. */
export function openingSetting(setting: string): { readonly fix: Fix } {
  const fix: Fix = {
    kind: 'command',
    title: text('Open Settings'),
    command: 'workbench.action.openSettings',
    args: [setting],
  };
  return { fix };
}
