import type { Finding, Fix } from './finding';
import type { DiagnosticContext } from './diagnosticContext';
import type { FixTitle } from './messages';

/** A fix that runs a command, to spread into a finding. Empty if the command does not exist. */
export function commandFix(
  { commands }: Pick<DiagnosticContext, 'commands'>,
  title: FixTitle,
  command: string,
  ...args: readonly unknown[]
): Pick<Finding, 'fix'> {
  if (!commands.has(command)) return {};
  return { fix: { kind: 'command', title, command, args } };
}

/** A fix that opens a file at a line. */
export function openFileFix(file: string, line = 1): { readonly fix: Fix } {
  const fix: Fix = {
    kind: 'command',
    title: 'open-file',
    command: 'codeartifact.openFile',
    args: [file, line, 1],
  };
  return { fix };
}

/** A fix that copies a command for a terminal. */
export function copyCommandFix(command: string): { readonly fix: Fix } {
  return { fix: { kind: 'copy', title: 'copy-command', text: command } };
}

/** A fix that opens a setting of VS Code. */
export function openSettingFix(setting: string): { readonly fix: Fix } {
  const fix: Fix = {
    kind: 'command',
    title: 'open-settings',
    command: 'workbench.action.openSettings',
    args: [setting],
  };
  return { fix };
}
