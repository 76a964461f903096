/** What the address of a window says: what it shows, and in which development setting. */
export interface WindowOptions {
  readonly port: number;
  readonly folder?: string;
  readonly connectionToken?: string;
  readonly developmentFolders?: readonly string[];
  readonly testsPath?: string;
  /** The id of the extension whose log is to hold everything. */
  readonly traced?: string;
}

/** The address of a window of VS Code's server on 127.0.0.1. */
export function workbenchUrl(options: WindowOptions): URL {
  const { port, folder, connectionToken, developmentFolders = [], testsPath, traced } = options;
  const url = new URL(`http://127.0.0.1:${port}/`);
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...(traced === undefined ? [] : [['logLevel', `info,${traced}=trace`]]),
    ...developmentFolders.map(path => ['extensionDevelopmentPath', remote(path)]),
    ...(testsPath === undefined ? [] : [['extensionTestsPath', remote(testsPath)]]),
  ];
  if (connectionToken !== undefined) url.searchParams.set('tkn', connectionToken);
  if (folder !== undefined) url.searchParams.set('folder', folder);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url;
}
