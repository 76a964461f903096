import * as vscode from 'vscode';
import { connectionId } from '../../core/connection';
import { Failure } from '../../core/failure';
import type { Profile } from '../../core/profile';
import { signInArguments } from '../../core/signIn';
import { visibleText } from '../../shared/visibleText';
import { signInByCode } from './signInByCode';
import { awsCli, runAwsCli } from './awsCli';
import { calledOn } from '../explorer/node';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';
import { connect } from './connect';

/**
 * Signs in to what a connection takes its credentials from. Called with a node of the tree, with a
 * profile's name or a connection's id (as failures name them), or with nothing: then it asks.
 */
export async function signIn(services: Services, on?: unknown): Promise<void> {
  requireTrust();
  const { aws } = services.connections;
  const profiles = await aws.profiles();
  const name = await profileName(services, profiles, on);
  if (name === undefined) return;
  const profile = profiles.find(it => it.name === name);
  if (!profile) throw new Failure('profile-missing', name);
  const words = signInArguments(profile);
  if (!words) {
    await otherWays(services, profile);
    return;
  }
  const cli = await awsCli();
  if (words[0] === 'login') {
    // Only the CLI knows how to: the browser comes back to a port that it opens.
    if (!cli?.knowsLogin) throw new Failure('cli-needed', name, { reason: noCli(cli) });
    void signInByCli(services, words);
    return;
  }
  const way = cli?.knowsSso ? await pickWay(words) : 'code';
  if (way === 'cli') void signInByCli(services, words);
  if (way === 'code' && (await signInByCode(aws, profile.name)))
    services.connections.credentialsCame();
}

/** The terminal goes with what it showed: where it failed, it can be run again in one that stays. */
async function signInByCli({ connections }: Services, words: readonly string[]): Promise<void> {
  const code = await runAwsCli(words);
  if (code === 0) connections.credentialsCame();
  if (code === 0 || code === undefined) return;
  const command = ['aws', ...words].join(' ');
  const again = vscode.l10n.t('Type It in a Terminal');
  const chosen = await vscode.window.showErrorMessage(
    vscode.l10n.t(
      '"{0}" ended with exit code {1} and has not signed in. Run it in a terminal that stays open to see why.',
      visibleText(command),
      code,
    ),
    again,
  );
  if (chosen !== again) return;
  const terminal = vscode.window.createTerminal();
  terminal.show();
  // Not run: a profile may have a name that a shell reads otherwise.
  terminal.sendText(visibleText(command), false);
}

async function profileName(
  { connections }: Services,
  profiles: readonly Profile[],
  on: unknown,
): Promise<string | undefined> {
  const connection = calledOn(on);
  const subject = typeof on === 'string' ? on : connection && connectionId(connection);
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
  const fit = profiles.filter(profile => signInArguments(profile));
  if (fit.length === 0)
    throw new Failure('no-credentials', vscode.l10n.t('this machine'), {
      reason: 'no profile signs in',
    });
  const picked = await vscode.window.showQuickPick(
    fit.map(({ name, ssoSession }) => ({ label: name, description: ssoSession ?? '' })),
    { title: title(), placeHolder: vscode.l10n.t('Which profile is it for?') },
  );
  return picked?.label;
}

const title = (): string => vscode.l10n.t('Sign In to AWS');

async function pickWay(words: readonly string[]): Promise<'code' | 'cli' | undefined> {
  const ways = [
    {
      label: `$(globe) ${vscode.l10n.t('In the browser, with a code')}`,
      detail: vscode.l10n.t('Works everywhere: over SSH, in WSL, in containers'),
      way: 'code' as const,
    },
    {
      label: `$(terminal) ${vscode.l10n.t('With the AWS CLI in a terminal')}`,
      detail: ['aws', ...words].join(' '),
      way: 'cli' as const,
    },
  ];
  const placeHolder = vscode.l10n.t('How do you want to sign in?');
  return (await vscode.window.showQuickPick(ways, { title: title(), placeHolder }))?.way;
}

/** Keys that were pasted, a process, a role of this machine: nobody signs in to these. */
async function otherWays(services: Services, { name, kind }: Profile): Promise<void> {
  const { files } = await services.connections.aws.places();
  const credentials = files[1] ?? '';
  const ways = [
    {
      label: `$(go-to-file) ${vscode.l10n.t('Open the credentials file')}`,
      description: credentials,
      run: () => vscode.commands.executeCommand('codeartifact.openFile', credentials),
    },
    {
      label: `$(plug) ${vscode.l10n.t('Connect with another profile…')}`,
      run: () => connect(services),
    },
  ];
  const fit = kind === 'static-keys' ? ways : ways.slice(1);
  const placeHolder = vscode.l10n.t(
    '{0} does not sign in: its credentials come from elsewhere',
    name,
  );
  const picked = await vscode.window.showQuickPick(fit, { title: title(), placeHolder });
  await picked?.run();
}

function noCli(cli: { readonly version: string } | undefined): string {
  return cli ? `here it is ${cli.version}` : 'it is not installed here';
}
