// Endpoint, token and settings.xml, as Use in Maven has them, in a process that has loaded nothing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { replaceFile } from '../../../src/files/replaceFile';
import { editSettings } from '../../../src/maven/editSettings';
import { undoEdit } from '../../../src/maven/undoEdit';
import type { EditResult } from '../../../src/maven/settingsChange';
import { connectToBenchSandbox, type BenchTarget } from '../connectBench';
import { readProbeTask } from '../probe';

/** What the probe is told. */
export interface LoginTask {
  readonly place: BenchTarget;
  readonly settingsXml: string;
}

async function main(): Promise<number> {
  const { place, settingsXml } = readProbeTask() as LoginTask;
  const before = await readFile(settingsXml);
  const signal = new AbortController().signal;
  const started = performance.now();
  const codeArtifact = await connectToBenchSandbox(place);
  const url = await codeArtifact.endpoint(place.repository, 'maven', signal);
  const { secret } = await codeArtifact.token(place.domain, 43_200, signal);
  const id = 'bench-store';
  let last: EditResult | undefined;
  const edit = (bytes: Uint8Array | undefined) => {
    last = editSettings(bytes, [
      { kind: 'set-token', id, token: secret },
      { kind: 'use-repository', id, url, mirrorOf: '*' },
    ]);
    return last.bytes;
  };
  await replaceFile(settingsXml, edit, {}, signal);
  const milliseconds = performance.now() - started;
  codeArtifact.dispose();
  const after = await readFile(settingsXml);
  assert.ok(last && after.includes(`<password>${secret.reveal()}</password>`), 'no token');
  const undone = undoEdit(after, last.record, text => text === secret.reveal()).bytes;
  assert.deepEqual(undone && Buffer.from(undone), before, 'settings.xml is not as before');
  return milliseconds;
}

void main().then(milliseconds => console.log(JSON.stringify(milliseconds)));
