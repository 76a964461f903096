import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type * as Aws from '../../src/aws/aws';

/** `aws.js` as it is shipped, from the extension's own folder: VS Code patches the network there. */
export function awsBundle(): typeof Aws {
  const extension = vscode.extensions.getExtension('codeartifact-for-java.codeartifact-for-java');
  if (!extension) throw new Error('The extension is not there.');
  const folder = path.join(extension.extensionPath, 'dist');
  return createRequire(path.join(folder, 'extension.js'))('./aws.js') as typeof Aws;
}
