import * as vscode from 'vscode';

/** Whether a variant of AWS's endpoints is used; `auto` leaves it to the AWS configuration. */
type EndpointVariantMode = 'auto' | 'on' | 'off';

/** The settings as package.json declares them; its defaults are the only defaults. */
interface DeclaredSettings {
  readonly 'endpoints.allowed': readonly string[];
  readonly 'endpoints.api': Readonly<Record<string, string>>;
  readonly 'endpoints.dualStack': EndpointVariantMode;
  readonly 'endpoints.fips': EndpointVariantMode;
  readonly 'endpoints.sts': Readonly<Record<string, string>>;
  readonly 'explorer.pageSize': number;
  readonly 'token.duration': number;
  readonly 'token.autoRefresh': boolean;
  readonly 'token.files': Readonly<Record<string, unknown>>;
  readonly 'maven.preview': 'always' | 'first' | 'never';
  readonly 'gradle.tokenProperty': string;
  readonly 'terminal.token': boolean;
  readonly 'publish.compression': 'fast' | 'balanced' | 'small';
  readonly 'sandbox.folder': string;
  readonly 'sandbox.upstream': string;
}

/** The names of all settings. */
export const settingNames = [
  'endpoints.allowed',
  'endpoints.api',
  'endpoints.dualStack',
  'endpoints.fips',
  'endpoints.sts',
  'explorer.pageSize',
  'token.duration',
  'token.autoRefresh',
  'token.files',
  'maven.preview',
  'gradle.tokenProperty',
  'terminal.token',
  'publish.compression',
  'sandbox.folder',
  'sandbox.upstream',
] as const satisfies readonly (keyof DeclaredSettings)[];

/** What the user set, read now. Paths and addresses are the user's alone: a workspace cannot set them. */
export function readExtensionSettings() {
  const config = vscode.workspace.getConfiguration('codeartifact');
  const value = <K extends keyof DeclaredSettings>(key: K) =>
    config.get(key) as DeclaredSettings[K];
  const userValue = <K extends keyof DeclaredSettings>(key: K) => {
    const { globalValue, defaultValue } = config.inspect<DeclaredSettings[K]>(key) ?? {};
    return (globalValue ?? defaultValue) as DeclaredSettings[K];
  };
  const seconds = userValue('token.duration');
  const files = Object.entries(userValue('token.files')).flatMap(([name, path]) =>
    typeof path === 'string' && path.trim() !== '' ? [[name, path.trim()] as const] : [],
  );
  return {
    endpointsAllowed: userValue('endpoints.allowed'),
    endpointsApi: userValue('endpoints.api'),
    endpointsSts: userValue('endpoints.sts'),
    fips: userValue('endpoints.fips'),
    dualStack: userValue('endpoints.dualStack'),
    pageSize: clamp(value('explorer.pageSize'), 1, 1000),
    tokenSeconds: seconds === 0 ? 0 : clamp(seconds, 900, 43_200),
    autoRefresh: userValue('token.autoRefresh'),
    tokenFiles: Object.fromEntries<string>(files),
    preview: userValue('maven.preview'),
    gradleTokenProperty: userValue('gradle.tokenProperty'),
    terminalToken: userValue('terminal.token'),
    compression: value('publish.compression'),
    sandboxFolder: userValue('sandbox.folder'),
    sandboxUpstream: userValue('sandbox.upstream'),
  };
}

/** Whether a token may live that long by the service's rules: 0 or 900–43200 seconds. */
export function isValidTokenDuration(seconds: number): boolean {
  return seconds === 0 || (seconds >= 900 && seconds <= 43_200);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(value)));
}

/** Options may be a list. What is no text, whoever wrote it, names nothing. */
function settingText(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'string' ? value : '';
  return value.filter(it => typeof it === 'string').join(' ');
}

/**
 * A setting of another extension that names a file or options, and whether a workspace (a stranger, perhaps)
 * named it rather than the user.
 */
export function readThirdPartySetting(
  name: string,
): { path: string; byWorkspace: boolean } | undefined {
  const inspected = vscode.workspace.getConfiguration().inspect<unknown>(name);
  const workspaceText = settingText(inspected?.workspaceFolderValue ?? inspected?.workspaceValue);
  if (workspaceText) return { path: workspaceText, byWorkspace: true };
  const userText = settingText(inspected?.globalValue);
  return userText ? { path: userText, byWorkspace: false } : undefined;
}
