import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** Where the AWS config files are, by the variables that the SDK and the CLI heed. */
function configFiles(environment: NodeJS.ProcessEnv): readonly string[] {
  const folder = path.join(homedir(), '.aws');
  const named = (name: string, usual: string) => environment[name] ?? path.join(folder, usual);
  return [
    named('AWS_CONFIG_FILE', 'config'),
    named('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
    path.join(folder, 'sso', 'cache', '*.json'),
    path.join(folder, 'login', 'cache', '*.json'),
  ].filter(file => path.isAbsolute(file));
}

/** Calls `changed` when a config file or a cached sign-in of AWS changes, in whatever program. */
export function watchCredentials(
  environment: NodeJS.ProcessEnv,
  changed: () => void,
): vscode.Disposable {
  const watchers = configFiles(environment).map(file => {
    const folder = vscode.Uri.file(path.dirname(file));
    const pattern = new vscode.RelativePattern(folder, path.basename(file));
    return vscode.workspace.createFileSystemWatcher(pattern);
  });
  for (const watcher of watchers) {
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
  }
  return vscode.Disposable.from(...watchers);
}
