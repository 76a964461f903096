import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import manifest from '../../../package.json';
import { runProgram } from '../../machine/run';
import { projectFolder } from '../../project';
import { ensureChromium } from '../../vscode/chromium';
import { chooseCodeVariant } from '../../vscode/choice';
import { ensureCodeServerFiles } from '../../vscode/serverFiles';
import type { ActivationTask } from '../activationTask';
import type { Bench } from '../bench';

const name = 'activation';
const times = 7;

/** Load of dist/extension.js and `activate()`, in the extension host of a real VS Code. */
export const activationBench: Bench = {
  name,
  figures: [name],
  run: async folder => {
    if ((await chooseCodeVariant()) === 'server') {
      await ensureCodeServerFiles();
      await ensureChromium();
    }
    const extension = path.join(folder, 'extension');
    const reportFile = path.join(folder, 'activation.json');
    const bundles = await makeExtension(extension);
    const task: ActivationTask = { bundles, reportFile };
    const script = path.join(projectFolder, 'out', 'tools', 'benchHost.js');
    await runProgram(process.execPath, [script, extension, JSON.stringify(task)], {
      cwd: projectFolder,
    });
    const values = JSON.parse(await readFile(reportFile, 'utf8')) as readonly number[];
    return [{ kind: 'values', name, unit: 'ms of CPU', values, goal: { mustHold: 15, aim: 5 } }];
  },
};

/**
 * An extension that VS Code takes for ours, and that hands out its context instead of being
 * activated. Every run gets a bundle with a name and a text of its own, or V8 would know it.
 */
async function makeExtension(folder: string): Promise<readonly string[]> {
  await cp(path.join(projectFolder, 'media'), path.join(folder, 'media'), { recursive: true });
  await cp(path.join(projectFolder, 'package.nls.json'), path.join(folder, 'package.nls.json'));
  const changed = { ...manifest, main: './context.js' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(changed));
  await writeFile(path.join(folder, 'context.js'), 'exports.activate = context => context;\n');
  const built = path.join(projectFolder, 'dist');
  const text = await readFile(path.join(built, 'extension.js'), 'utf8');
  const chunks = (await readdir(built)).filter(it => /^(?!extension|sandbox).*\.js$/.test(it));
  const bundles = [];
  for (let turn = 0; turn < times; turn++) {
    const dist = path.join(folder, `dist-${turn}`);
    await mkdir(dist);
    const bundle = path.join(dist, 'extension.js');
    await writeFile(bundle, `${text}\n// ${turn}\n`);
    for (const chunk of chunks) await cp(path.join(built, chunk), path.join(dist, chunk));
    bundles.push(bundle);
  }
  return bundles;
}
