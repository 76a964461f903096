// Writes l10n/bundle.l10n.json, the sentences that translations start from.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { extractL10nBundle, l10nBundleFile, readSources } from './l10nBundle';
import { runMain } from './machine/runMain';

async function writeBundle(): Promise<number> {
  const bundle = await extractL10nBundle(await readSources());
  await mkdir(path.dirname(l10nBundleFile), { recursive: true });
  await writeFile(l10nBundleFile, bundle);
  return 0;
}

runMain(writeBundle());
