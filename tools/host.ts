// node out/tools/host.js [TASK]: runs test/host inside of a real VS Code: the desktop build where it can be had, else its server.
import path from 'node:path';
import { projectFolder } from './project';
import { standInExtension } from './vscode/standIns';
import { runExtensionHost } from './vscode/runHost';

runExtensionHost({
  extensionFolder: projectFolder,
  otherExtensions: [standInExtension('java'), standInExtension('maven')],
  testsPath: path.join(projectFolder, 'out', 'test', 'host', 'index.js'),
  env: {
    HOST_TASK: process.argv[2] ?? '{}',
    // The authority of a company whose proxy looks into what it passes on.
    NODE_EXTRA_CA_CERTS: path.join(projectFolder, 'test', 'fixtures', 'tls', 'company-ca.pem'),
  },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
