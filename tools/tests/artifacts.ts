import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachePath } from '../project';

/** The variable that tells a test process where it leaves its pictures and logs. */
export const artifactsVariable = 'TEST_ARTIFACTS';

const keptDays = 7;

/** Where this test process leaves its pictures and logs. */
export function artifactsFolder(): string {
  return process.env[artifactsVariable] ?? cachePath('runs', 'by-hand');
}

/** Empties the folder for what a test file leaves behind, and returns it. */
export async function emptyArtifacts(suite: string, file: string): Promise<string> {
  const folder = artifactsFolderFor(suite, file);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Where the last run of a test file left its pictures and logs. */
export function artifactsFolderFor(suite: string, file: string): string {
  return cachePath('runs', `${suite}-${file.replaceAll('/', '-')}`);
}

/** Moves what a failed run left, with its `output`, where no later run removes it; returns the folder. */
export async function keepArtifacts(folder: string, output: string): Promise<string> {
  await writeFile(path.join(folder, 'output.txt'), output);
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const kept = cachePath('failures', `${path.basename(folder)}-${time}`);
  await mkdir(path.dirname(kept), { recursive: true });
  await rm(kept, { recursive: true, force: true });
  await rename(folder, kept);
  return kept;
}

/** Removes what was kept of failures more than a week ago. */
export async function removeOldArtifacts(now: Date): Promise<void> {
  const folder = cachePath('failures');
  for (const name of await readdir(folder).catch(() => [])) {
    const kept = path.join(folder, name);
    const { mtimeMs } = await stat(kept);
    if (now.getTime() - mtimeMs > keptDays * 86_400_000) await rm(kept, { recursive: true });
  }
}
