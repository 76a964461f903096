import assert from 'node:assert/strict';
import { editSettings } from '../../src/maven/editSettings';
import { generateDocument } from './documents';
import { newRepository, newToken, setToken } from './fidelity';
import { serversOf, serversWithout, type Oracle } from './oracle';
import { Random } from './random';

/**
 * Lets Maven read `count` generated documents before and after an edit: the servers must be the same,
 * but for ours. Returns how many it read.
 */
export async function judgeGenerated(oracle: Oracle, seed: number, count: number): Promise<number> {
  for (let index = 0; index < count; index++) {
    const { before, id } = generateDocument(new Random(seed + index), newToken);
    const { bytes } = editSettings(before, [setToken(id), newRepository]);
    const [former, now] = await Promise.all([oracle.judge(before), oracle.judge(bytes)]);
    const where = `generated document ${seed + index}`;
    assert.ok(!former.startsWith('!'), `${where}: ${former}`);
    assert.ok(!now.startsWith('!'), `${where} after the edit: ${now}`);
    const ours = new Set([id]);
    assert.deepEqual(serversWithout(now, ours), serversWithout(former, ours), where);
    const servers = serversOf(now, id);
    assert.ok(servers.length > 0, where);
    for (const server of servers) assert.equal(server, `<aws> <${newToken}>`, where);
    assert.ok(now.includes(`<mirror>\t<${newRepository.id}>`), where);
  }
  return count;
}
