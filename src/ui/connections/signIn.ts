import * as vscode from 'vscode';
import { connectionId } from '../../core/connection';
import { Failure } from '../../core/failure';
import type { Profile } from '../../core/profile';
import { signInCliArguments } from '../../core/signInPorts';
import { visibleText } from '../../shared/visibleText';
import { signInWithDeviceCode } from './signInWithDeviceCode';
import { findAwsCli, runAwsCliInTerminal } from './awsCli';
import { connectionFromArgument } from '../explorer/node';
import type { ConnectionServices } from './connectionServices';
import { requireTrust } from '../common/requireTrust';
import { connect } from './connect';

/**
 * Signs in to the source of a connection's credentials. `target` is a tree node, the name of a
 * profile, or the id of a connection. Without it, the user is asked.
 */
export async function signIn(services: ConnectionServices, target?: unknown): Promise<void> {
  requireTrust();
  const { aws } = services.connections;
  const profiles = await aws.profiles();
  const name = await findProfileName(services, profiles, target);
  if (name === undefined) return;
  const profile = profiles.find(it => it.name === name);
  if (!profile) throw new Failure('profile-missing', name);
  const cliArguments = signInCliArguments(profile);
  if (!cliArguments) {
    await pickAlternative(services, profile);
    return;
  }
  const cli = await findAwsCli();
  if (cliArguments[0] === 'login') {
    // Only the CLI can do this, because the browser returns to a port that the CLI opens.
    if (!cli?.supportsLogin)
      throw new Failure('cli-needed', name, { reason: missingCliReason(cli) });
    void signInWithCli(services, cliArguments);
    return;
  }
  const method = cli?.supportsSso ? await pickSignInMethod(cliArguments) : 'code';
  if (method === 'cli') void signInWithCli(services, cliArguments);
  if (method === 'code' && (await signInWithDeviceCode(aws, profile.name)))
    services.connections.notifyCredentialsChanged();
}

/**
 * VS Code closes the terminal with its output, so after a failure the command is offered for a
 * terminal that stays open.
 */
async function signInWithCli(
  { connections }: ConnectionServices,
  cliArguments: readonly string[],
): Promise<void> {
  const code = await runAwsCliInTerminal(cliArguments);
  if (code === 0) connections.notifyCredentialsChanged();
  if (code === 0 || code === undefined) return;
  const command = ['aws', ...cliArguments].join(' ');
  const typeButton = vscode.l10n.t('Type in Terminal');
  const chosen = await vscode.window.showErrorMessage(
    vscode.l10n.t(
      '"{0}" failed with exit code {1}. To see the reason, run it in a terminal that stays open.',
      visibleText(command),
      code,
    ),
    typeButton,
  );
  if (chosen !== typeButton) return;
  const terminal = vscode.window.createTerminal();
  terminal.show();
  // The command is typed but not run, because a shell could interpret the name of the profile.
  terminal.sendText(visibleText(command), false);
}

async function findProfileName(
  { connections }: ConnectionServices,
  profiles: readonly Profile[],
  target: unknown,
): Promise<string | undefined> {
  const connection = connectionFromArgument(target);
  const subject = typeof target === 'string' ? target : connection && connectionId(connection);
  if (connection?.kind === 'profile') return connection.profile;
  if (subject === undefined) return pickProfile(profiles);
  if (!subject.startsWith('default@') || profiles.some(it => it.name === subject)) {
    const [, profile] = /^profile:(.*)@[a-z0-9-]+$/.exec(subject) ?? [];
    return profile ?? subject;
  }
  const source = await connections.aws.defaultSource();
  return source.kind === 'profile' ? source.profile : pickProfile(profiles);
}

async function pickProfile(profiles: readonly Profile[]): Promise<string | undefined> {
  const profilesWithSignIn = profiles.filter(profile => signInCliArguments(profile));
  if (profilesWithSignIn.length === 0)
    throw new Failure('no-credentials', vscode.l10n.t('this machine'), {
      reason: vscode.l10n.t('no profile has a sign-in'),
    });
  const picked = await vscode.window.showQuickPick(
    profilesWithSignIn.map(({ name, ssoSession }) => ({
      label: name,
      description: ssoSession ?? '',
    })),
    { title: title(), placeHolder: vscode.l10n.t('Which profile do you want to sign in to?') },
  );
  return picked?.label;
}

const title = (): string => vscode.l10n.t('Sign In to AWS');

async function pickSignInMethod(
  cliArguments: readonly string[],
): Promise<'code' | 'cli' | undefined> {
  const methods = [
    {
      label: `$(globe) ${vscode.l10n.t('With a code in the browser')}`,
      detail: vscode.l10n.t('Works everywhere: with SSH, in WSL and in containers'),
      way: 'code' as const,
    },
    {
      label: `$(terminal) ${vscode.l10n.t('With the AWS CLI in a terminal')}`,
      detail: ['aws', ...cliArguments].join(' '),
      way: 'cli' as const,
    },
  ];
  const placeHolder = vscode.l10n.t('How do you want to sign in?');
  return (await vscode.window.showQuickPick(methods, { title: title(), placeHolder }))?.way;
}

/** Static keys, a process and a role of this machine have no sign-in. */
async function pickAlternative(
  services: ConnectionServices,
  { name, kind }: Profile,
): Promise<void> {
  const { files } = await services.connections.aws.credentialPaths();
  const credentialsFile = files[1] ?? '';
  const alternatives = [
    {
      label: `$(go-to-file) ${vscode.l10n.t('Open the credentials file')}`,
      description: credentialsFile,
      run: () => vscode.commands.executeCommand('codeartifact.openFile', credentialsFile),
    },
    {
      label: `$(plug) ${vscode.l10n.t('Connect with another profile…')}`,
      run: () => connect(services),
    },
  ];
  const applicable = kind === 'static-keys' ? alternatives : alternatives.slice(1);
  const placeHolder = vscode.l10n.t(
    '{0} has no sign-in. Its credentials have another source',
    name,
  );
  const picked = await vscode.window.showQuickPick(applicable, { title: title(), placeHolder });
  await picked?.run();
}

function missingCliReason(cli: { readonly version: string } | undefined): string {
  return cli
    ? vscode.l10n.t('version {0} is installed', cli.version)
    : vscode.l10n.t('it is not installed');
}
