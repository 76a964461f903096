import assert from 'node:assert/strict';
import { RedrawScheduler, rootListId } from '../../../../src/ui/explorer/redrawScheduler';

/** Redraws without delay, what was drawn, and the next time that something is. */
function open() {
  const drawn: string[] = [];
  let tell = () => {};
  const redraws = new RedrawScheduler(id => {
    drawn.push(id);
    tell();
  }, 0);
  const next = () => new Promise<void>(resolve => (tell = resolve));
  return { redraws, drawn, next };
}

describe('connections that are drawn anew', () => {
  it('are drawn once for several changes', async () => {
    const { redraws, drawn, next } = open();
    redraws.schedule('a');
    redraws.schedule('a');
    await next();
    redraws.schedule('b');
    await next();
    assert.deepEqual(drawn, ['a', 'b']);
  });

  for (const list of ['a', rootListId])
    it(`wait for the list '${list}', and not for those of others`, async () => {
      const { redraws, drawn, next } = open();
      let answer = () => {};
      const answered = new Promise<void>(resolve => (answer = resolve));
      const loading = redraws.whileLoading(list, () => answered);
      redraws.schedule('a');
      if (list !== rootListId) {
        redraws.schedule('b');
        await next();
        assert.deepEqual(drawn, ['b']);
      }
      // Its turn comes again and again meanwhile.
      for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setTimeout(resolve, 0));
      assert.ok(!drawn.includes('a'));
      const isDrawn = next();
      answer();
      await loading;
      await isDrawn;
      assert.ok(drawn.includes('a'));
      redraws.dispose();
    });

  it('do not wait for a list that failed', async () => {
    const { redraws, drawn, next } = open();
    await assert.rejects(redraws.whileLoading('a', () => Promise.reject(new Error('no'))));
    redraws.schedule('a');
    await next();
    assert.deepEqual(drawn, ['a']);
  });
});
