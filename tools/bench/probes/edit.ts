// Edits of a settings.xml in a process that has loaded nothing but the editor of settings.xml.
import assert from 'node:assert/strict';
import { editSettings } from '../../../src/maven/editSettings';
import { Secret } from '../../../src/core/secret';
import { readProbeTask } from '../probe';
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

function main(): EditTimes {
  const { bytes, times } = readProbeTask() as EditTask;
  const text = createSettingsXml(bytes);
  const before = Buffer.from(text);
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

console.log(JSON.stringify(main()));
