import * as vscode from 'vscode';
import type { Profile, ProfileKind } from '../../model/profile';
import type { Connection } from '../../model/connection';
import { patterns } from '../../model/coordinates';
import type { Services } from '../services';
import { useSandbox } from './startSandbox';

/** Regions that have CodeArtifact (AWS General Reference, "CodeArtifact endpoints and quotas"). */
const regions = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'eu-south-1',
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
];

/** Asks for a profile and a region and adds the connection. Resolves to it, or to undefined when left. */
export async function connect(services: Services): Promise<Connection | undefined> {
  const chosen = await pickSource(await services.connections.profiles());
  if (!chosen) return undefined;
  if (chosen === 'sandbox') return await useSandbox(services);
  if (chosen === 'newcomer') return await useSandbox(services, chosen);
  const region = await pickRegion(chosen === 'default' ? process.env['AWS_REGION'] : chosen.region);
  if (region === undefined) return undefined;
  const connection: Connection =
    chosen === 'default'
      ? { kind: 'default', region }
      : { kind: 'profile', profile: chosen.name, region };
  await services.connections.add(connection);
  return connection;
}

interface SourceItem extends vscode.QuickPickItem {
  readonly source?: Profile | 'default' | 'sandbox' | 'newcomer';
}

async function pickSource(profiles: readonly Profile[]) {
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: SourceItem[] = [
    separator(vscode.l10n.t('AWS profiles')),
    ...profiles.map(profile => ({
      label: `$(cloud) ${profile.name}`,
      description: [kindText(profile), profile.region].filter(Boolean).join(' · '),
      source: profile,
    })),
    separator(vscode.l10n.t('Other')),
    {
      label: `$(server) ${vscode.l10n.t('Default credentials')}`,
      description: vscode.l10n.t('environment variables, container or instance role'),
      source: 'default' as const,
    },
    {
      label: `$(beaker) ${vscode.l10n.t('Sandbox')}`,
      description: vscode.l10n.t('a CodeArtifact on this machine, to try without an AWS account'),
      source: 'sandbox' as const,
    },
    {
      label: `$(person) ${vscode.l10n.t('Sandbox as newcomer')}`,
      description: vscode.l10n.t('may do nothing: to live through a refusal, and end it'),
      source: 'newcomer' as const,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Connect to AWS'),
    placeHolder:
      profiles.length === 0
        ? vscode.l10n.t('No profiles in the AWS config files. Choose where credentials come from')
        : vscode.l10n.t('Choose where credentials come from'),
    matchOnDescription: true,
  });
  return picked?.source;
}

async function pickRegion(usual: string | undefined): Promise<string | undefined> {
  const other = { label: vscode.l10n.t('Another region…'), region: undefined };
  const names = usual === undefined ? regions : [usual, ...regions.filter(it => it !== usual)];
  const items = names.map(region => ({
    label: region,
    ...(region === usual ? { description: vscode.l10n.t('of this profile') } : {}),
    region,
  }));
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t('Connect to AWS'),
    placeHolder: vscode.l10n.t('Choose the region of your CodeArtifact domain'),
  });
  if (picked !== other) return picked?.region;
  return await vscode.window.showInputBox({
    title: vscode.l10n.t('Connect to AWS'),
    prompt: vscode.l10n.t('The name of the region'),
    placeHolder: 'eu-central-1',
    validateInput: text =>
      patterns.region.test(text.trim())
        ? undefined
        : vscode.l10n.t('A region looks like eu-central-1.'),
  });
}

function kindText({ kind, temporary, needsMfa }: Profile): string {
  const texts: Record<ProfileKind, string> = {
    'static-keys': temporary ? vscode.l10n.t('temporary credentials') : vscode.l10n.t('access key'),
    'sso-session': vscode.l10n.t('single sign-on'),
    'sso-legacy': vscode.l10n.t('single sign-on'),
    'login-session': vscode.l10n.t('console sign-in'),
    'assume-role': vscode.l10n.t('role'),
    'credential-process': vscode.l10n.t('credential process'),
    'web-identity': vscode.l10n.t('web identity'),
    incomplete: vscode.l10n.t('no credentials'),
  };
  return needsMfa ? vscode.l10n.t('{0} with MFA', texts[kind]) : texts[kind];
}
