import { buildSync } from 'esbuild';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../../tools/project';

/**
 * Bundles packer.ts into `folder` and returns the script's path. Other users can read it there, also
 * where the project lies in a folder that is closed to them, such as root's home.
 */
export function packerScript(folder: string): string {
  const outfile = path.join(folder, 'packer.js');
  buildSync({
    entryPoints: [path.join(projectFolder, 'test', 'unit', 'archive', 'pack', 'packer.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile,
  });
  chmodSync(outfile, 0o644);
  return outfile;
}
