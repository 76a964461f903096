import * as vscode from 'vscode';

/** Whether a variant of AWS's endpoints is used; `auto` leaves it to the AWS configuration. */
type Variant = 'auto' | 'on' | 'off';

/** The settings as package.json declares them; its defaults are the only defaults. */
interface Declared {
  readonly 'endpoints.allowed': readonly string[];
  readonly 'endpoints.api': Readonly<Record<string, string>>;
  readonly 'endpoints.dualStack': Variant;
  readonly 'endpoints.fips': Variant;
  readonly 'endpoints.sts': Readonly<Record<string, string>>;
  readonly 'explorer.pageSize': number;
  readonly 'token.duration': number;
  readonly 'token.autoRefresh': boolean;
  readonly 'maven.preview': 'always' | 'first' | 'never';
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
  'maven.preview',
  'publish.compression',
  'sandbox.folder',
  'sandbox.upstream',
] as const satisfies readonly (keyof Declared)[];

/** What the user set, read now. Paths and addresses are the user's alone: a workspace cannot set them. */
export function readSettings() {
  const config = vscode.workspace.getConfiguration('codeartifact');
  const value = <K extends keyof Declared>(key: K) => config.get(key) as Declared[K];
  const own = <K extends keyof Declared>(key: K) => {
    const { globalValue, defaultValue } = config.inspect<Declared[K]>(key) ?? {};
    return (globalValue ?? defaultValue) as Declared[K];
  };
  const seconds = own('token.duration');
  return {
    endpointsAllowed: own('endpoints.allowed'),
    endpointsApi: own('endpoints.api'),
    endpointsSts: own('endpoints.sts'),
    fips: own('endpoints.fips'),
    dualStack: own('endpoints.dualStack'),
    pageSize: clamp(value('explorer.pageSize'), 1, 1000),
    tokenSeconds: seconds === 0 ? 0 : clamp(seconds, 900, 43_200),
    autoRefresh: own('token.autoRefresh'),
    preview: own('maven.preview'),
    compression: value('publish.compression'),
    sandboxFolder: own('sandbox.folder'),
    sandboxUpstream: own('sandbox.upstream'),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(value)));
}

/** Options may be a list. What is no text, whoever wrote it, names nothing. */
function line(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'string' ? value : '';
  return value.filter(it => typeof it === 'string').join(' ');
}

/**
 * A setting of another extension that names a file or options, and whether a workspace (a stranger, perhaps)
 * named it rather than the user.
 */
export function foreignFileSetting(
  name: string,
): { path: string; byWorkspace: boolean } | undefined {
  const it = vscode.workspace.getConfiguration().inspect<unknown>(name);
  const byWorkspace = line(it?.workspaceFolderValue ?? it?.workspaceValue);
  if (byWorkspace) return { path: byWorkspace, byWorkspace: true };
  const own = line(it?.globalValue);
  return own ? { path: own, byWorkspace: false } : undefined;
}
