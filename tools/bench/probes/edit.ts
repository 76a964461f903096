// Edits of a settings.xml in a process that has loaded nothing but dist/maven.js.
import assert from 'node:assert/strict';
import type * as mavenChunk from '../../../src/maven/chunk';
import { Secret } from '../../../src/core/secret';
import { bundleFile, readProbeTask } from '../probe';
import { benchServerId, createSettingsXml } from '../settingsXml';

/** How large the file is to be, and how often it is edited. */
export interface EditTask {
  readonly bytes: number;
  readonly times: number;
}

/** Milliseconds of CPU for the first edit, and for each of the others. */
export interface EditTimes {
  readonly first: number;
  readonly later: number;
}

const token = 'a'.repeat(1000);

async function main(): Promise<EditTimes> {
  const { bytes, times } = readProbeTask() as EditTask;
  const text = createSettingsXml(bytes);
  const before = Buffer.from(text);
  const { editSettings } = (await import(bundleFile('maven'))) as typeof mavenChunk;
  const edit = () =>
    editSettings(before, [{ kind: 'set-token', id: benchServerId, token: new Secret(token) }]);
  const first = cpuMilliseconds(() => {
    const expected = text.replace('${env.SECRET_1}', token);
    const same = Buffer.from(expected).equals(edit().bytes);
    assert.ok(same, 'other bytes than the password changed');
  });
  const all = cpuMilliseconds(() => {
    for (let turn = 0; turn < times; turn++) edit();
  });
  return { first, later: all / times };
}

/** What else keeps the machine busy does not count. */
function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

void main().then(times => console.log(JSON.stringify(times)));
