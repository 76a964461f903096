import { stat } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../../project';
import { packExtension } from '../../vsix';
import type { Bench } from '../bench';
import type { Measurement } from '../figure';

const goals = {
  'extension.js': { mustHold: 80, aim: 60 },
  'commands.js': { mustHold: 80, aim: 60 },
  'aws.js': { mustHold: 400, aim: 390 },
  'maven.js': { mustHold: 110, aim: 40 },
  'archive.js': { mustHold: 90, aim: 40 },
  'sandbox.js': { mustHold: 200, aim: 150 },
} as const;

/** What users download and load. The limits themselves are held by the build and the tests. */
export const sizeBench: Bench = {
  name: 'size',
  figures: [...Object.keys(goals), 'VSIX'],
  run: async folder => {
    const figures: Measurement[] = [];
    for (const [name, goal] of Object.entries(goals))
      figures.push(await weighed(name, path.join(projectFolder, 'dist', name), goal));
    const vsix = path.join(folder, 'extension.vsix');
    await packExtension(vsix);
    return [...figures, await weighed('VSIX', vsix, { mustHold: 1024, aim: 500 })];
  },
};

async function weighed(name: string, file: string, goal: { mustHold: number; aim: number }) {
  const { size: bytes } = await stat(file);
  return { kind: 'values', name, unit: 'KiB', values: [bytes / 1024], goal } as const;
}
