// node out/tools/benchHost.js FOLDER TASK: runs test/bench inside of a real VS Code, on the extension in FOLDER.
import path from 'node:path';
import { projectFolder } from './project';
import { runExtensionHost } from './vscode/runHost';

runExtensionHost({
  extensionFolder: process.argv[2] ?? '',
  testsPath: path.join(projectFolder, 'out', 'test', 'bench', 'index.js'),
  env: { BENCH_TASK: process.argv[3] ?? '' },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
