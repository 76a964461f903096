import type { Finding, Fix } from './finding';
import type { DiagnosticContext } from './diagnosticContext';
import { localizableText, type LocalizableText } from './localizableText';

/** A fix by a command, for spreading into a finding; nothing where there is no such command. */
export function commandFix(
  { commands }: Pick<DiagnosticContext, 'commands'>,
  title: LocalizableText,
  command: string,
  ...args: readonly unknown[]
): Pick<Finding, 'fix'> {
  if (!commands.has(command)) return {};
  return { fix: { kind: 'command', title, command, args } };
}

/** Opens a file at a line. */
export function openFileFix(file: string, line = 1): { readonly fix: Fix } {
  const fix: Fix = {
    kind: 'command',
    title: localizableText('Open File'),
    command: 'codeartifact.openFile',
    args: [file, line, 1],
  };
  return { fix };
}

/** Copies a command for the user's terminals. */
export function copyCommandFix(command: string): { readonly fix: Fix } {
  return { fix: { kind: 'copy', title: localizableText('Copy Command'), text: command } };
}

/** Opens VS Code's settings at one of them. */
export function openSettingFix(setting: string): { readonly fix: Fix } {
  const fix: Fix = {
    kind: 'command',
    title: localizableText('Open Settings'),
    command: 'workbench.action.openSettings',
    args: [setting],
  };
  return { fix };
}
