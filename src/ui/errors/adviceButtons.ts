import * as vscode from 'vscode';
import type { Failure } from '../../core/failure';

/** A button, and the command that it runs. */
export interface AdviceButton {
  readonly title: string;
  readonly command: string;
  readonly args?: unknown[];
}

/** Chooses other credentials or another region. */
export function connectButton(): AdviceButton {
  return { title: vscode.l10n.t('Connect to AWS…'), command: 'codeartifact.connect' };
}

/** Signs in whoever has the credentials that are over. */
export function signInButton(failure: Failure): AdviceButton {
  return {
    title: vscode.l10n.t('Sign In'),
    command: 'codeartifact.signIn',
    args: [connectionOrProfile(failure)],
  };
}

/** Starts the sandbox. */
export function startSandboxButton(): AdviceButton {
  return { title: vscode.l10n.t('Start Sandbox'), command: 'codeartifact.startSandbox' };
}

/** Looks at everything that may be the cause. */
export function runDoctorButton(): AdviceButton {
  return { title: vscode.l10n.t('Run Doctor'), command: 'codeartifact.runDoctor' };
}

/** Asks anew for what the view shows. */
export function refreshButton(): AdviceButton {
  return { title: vscode.l10n.t('Refresh'), command: 'codeartifact.refresh' };
}

/** Copies what is known, for whoever is asked. */
export function copyDetailsButton({ code, subject, details }: Failure): AdviceButton {
  return {
    title: vscode.l10n.t('Copy Details'),
    command: 'codeartifact.copyDetails',
    args: [{ code, subject, details }],
  };
}

/** Shows what the extension did. */
export function showLogButton(): AdviceButton {
  return { title: vscode.l10n.t('Show Log'), command: 'codeartifact.showLog' };
}

/** Opens VS Code's settings at one of them. */
export function openSettingButton(setting: string): AdviceButton {
  return {
    title: vscode.l10n.t('Open Settings'),
    command: 'workbench.action.openSettings',
    args: [setting],
  };
}

/** Opens AWS's page of quotas. */
export function openQuotasButton(): AdviceButton {
  const page = 'https://docs.aws.amazon.com/codeartifact/latest/ug/service-limits.html';
  return {
    title: vscode.l10n.t('Open Quotas'),
    command: 'vscode.open',
    args: [vscode.Uri.parse(page)],
  };
}

/** Opens the file that the failure is about, for spreading into an advice; nothing where there is none. */
export function openFileAdvice({ details }: Failure): { readonly button?: AdviceButton } {
  const { file, line, column } = details;
  if (file === undefined) return {};
  return {
    button: {
      title: vscode.l10n.t('Open File'),
      command: 'codeartifact.openFile',
      args: [file, line, column],
    },
  };
}

const credentialOperations = new Set(['GetCredentials', 'SignIn']);

/**
 * A profile's name or a connection's id. The failure of a call names what was asked for, and who
 * asked beside it; that of getting credentials names whose they are.
 */
function connectionOrProfile({ subject, details: { operation, connection } }: Failure): string {
  return operation === undefined || credentialOperations.has(operation)
    ? subject
    : (connection ?? subject);
}

/** Whose credentials a failure is about, in words. */
export function credentialsName(failure: Failure): string {
  const connectionOrProfileName = connectionOrProfile(failure);
  if (/^default(?:@[a-z0-9-]+)?$/.test(connectionOrProfileName))
    return vscode.l10n.t('the default credentials');
  if (connectionOrProfileName === 'sandbox') return vscode.l10n.t('the sandbox');
  return /^profile:(.*)@[a-z0-9-]+$/.exec(connectionOrProfileName)?.[1] ?? connectionOrProfileName;
}
