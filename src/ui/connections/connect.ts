import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import { patterns } from '../../core/coordinates';
import type { DefaultSource, Profile, ProfileKind } from '../../core/profile';
import { visibleText } from '../../shared/visibleText';
import type { ConnectionServices } from './connectionServices';
import { connectSandbox } from '../sandbox/startSandbox';

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

/**
 * Asks for a profile and a region, and adds the connection. Resolves to undefined if the user
 * cancels.
 */
export async function connect(services: ConnectionServices): Promise<Connection | undefined> {
  const { aws } = services.connections;
  const [profiles, source] = await Promise.all([aws.profiles(), aws.defaultSource()]);
  const chosen = await pickCredentialSource(profiles, source);
  if (!chosen) return undefined;
  if (chosen === 'sandbox') return await connectSandbox(services);
  if (chosen === 'newcomer') return await connectSandbox(services, chosen);
  const suggestedRegion = chosen === 'default' ? defaultRegion(profiles, source) : chosen.region;
  const region = await pickRegion(suggestedRegion);
  if (region === undefined) return undefined;
  const connection: Connection =
    chosen === 'default'
      ? { kind: 'default', region }
      : { kind: 'profile', profile: chosen.name, region };
  await services.connections.add(connection);
  // If the view is open, it expands the connection, which requests the identity.
  if (services.tree.visible)
    void services.tree.reveal({ kind: 'connection', connection }, { expand: true });
  return connection;
}

interface CredentialSourceItem extends vscode.QuickPickItem {
  readonly source?: Profile | 'default' | 'sandbox' | 'newcomer';
}

async function pickCredentialSource(profiles: readonly Profile[], source: DefaultSource) {
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: CredentialSourceItem[] = [
    separator(vscode.l10n.t('AWS profiles')),
    ...profiles.map(profile => ({
      label: `$(cloud) ${visibleText(profile.name)}`,
      description: [kindText(profile), profile.region].filter(Boolean).join(' · '),
      source: profile,
    })),
    separator(vscode.l10n.t('Other')),
    {
      label: `$(server) ${vscode.l10n.t('Default credentials')}`,
      description: vscode.l10n.t('now: {0}', sourceText(source)),
      detail: vscode.l10n.t(
        'The credentials that AWS tools find by themselves: environment variables, the default profile, or the role of a container or instance',
      ),
      source: 'default' as const,
    },
    {
      label: `$(beaker) ${vscode.l10n.t('Sandbox')}`,
      description: vscode.l10n.t(
        'a CodeArtifact server on this machine, which needs no AWS account',
      ),
      source: 'sandbox' as const,
    },
    {
      label: `$(person) ${vscode.l10n.t('Sandbox as newcomer')}`,
      description: vscode.l10n.t('has no permissions, to try how a denied request is fixed'),
      source: 'newcomer' as const,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Connect to AWS'),
    placeHolder:
      profiles.length === 0
        ? vscode.l10n.t('The AWS config files contain no profiles. Choose a source of credentials')
        : vscode.l10n.t('Choose a source of credentials'),
    matchOnDescription: true,
  });
  return picked?.source;
}

async function pickRegion(suggestedRegion: string | undefined): Promise<string | undefined> {
  const other = { label: vscode.l10n.t('Another region…'), region: undefined };
  const names =
    suggestedRegion === undefined
      ? regions
      : [suggestedRegion, ...regions.filter(it => it !== suggestedRegion)];
  const items = names.map(region => ({
    label: region,
    ...(region === suggestedRegion && { description: suggestedRegionText(region) }),
    region,
  }));
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t('Connect to AWS'),
    placeHolder: vscode.l10n.t('Choose the region of your CodeArtifact domain'),
  });
  if (picked !== other) return picked?.region;
  const input = await vscode.window.showInputBox({
    title: vscode.l10n.t('Connect to AWS'),
    prompt: vscode.l10n.t('The name of the region'),
    placeHolder: 'eu-central-1',
    validateInput: text =>
      patterns.region.test(text.trim())
        ? undefined
        : vscode.l10n.t('A region looks like eu-central-1.'),
  });
  return input?.trim();
}

function suggestedRegionText(region: string): string {
  return regions.includes(region)
    ? vscode.l10n.t('of this profile')
    : vscode.l10n.t('of this profile; CodeArtifact may not be available there');
}

function defaultRegion(profiles: readonly Profile[], source: DefaultSource): string | undefined {
  const environmentRegion = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  if (environmentRegion && patterns.region.test(environmentRegion)) return environmentRegion;
  const profile = source.kind === 'profile' ? source.profile : 'default';
  return profiles.find(it => it.name === profile)?.region;
}

function sourceText(source: DefaultSource): string {
  switch (source.kind) {
    case 'profile':
      return vscode.l10n.t('the profile {0}', visibleText(source.profile));
    case 'environment':
      return vscode.l10n.t('keys in environment variables');
    case 'web-identity':
      return vscode.l10n.t('a web identity');
    case 'container':
      return vscode.l10n.t('the role of this container');
    case 'instance':
      return vscode.l10n.t('the role of this machine, if it is an EC2 instance');
    case 'none':
      return vscode.l10n.t('nothing');
  }
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
