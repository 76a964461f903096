// node out/tools/host.js [TASK]: runs test/host inside of a real VS Code: the desktop build where it can be had, else its server.
import path from 'node:path';
import { projectFolder } from './project';
import { standIn } from './vscode/standIns';
import { runHost } from './vscode/runHost';

runHost({
  extensionFolder: projectFolder,
  otherExtensions: [standIn('java'), standIn('maven')],
  testsPath: path.join(projectFolder, 'out', 'test', 'host', 'index.js'),
  env: { HOST_TASK: process.argv[2] ?? '{}' },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
