import assert from 'node:assert/strict';
import type { Page } from '../../../../src/core/codeArtifact';
import type { SandboxConnection } from '../../../../src/core/connection';
import { Failure, type FailureCode } from '../../../../src/core/failure';
import { Secret } from '../../../../src/core/secret';
import { ChildNodeLoader } from '../../../../src/ui/explorer/childNodeLoader';
import { nodeId, type ConnectionNode, type Node } from '../../../../src/ui/explorer/node';

const parent: ConnectionNode = {
  kind: 'connection',
  connection: { kind: 'default', region: 'eu-west-1' },
};
const domain = (name: string): Node => ({
  kind: 'domain',
  parent,
  domain: { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: name },
});
const page = (names: string[], next?: string): Page<Node> => ({
  items: names.map(domain),
  ...(next === undefined ? {} : { next }),
});
const shown = (nodes: readonly Node[]) =>
  nodes.map(node => (node.kind === 'domain' ? node.domain.domain : node.kind));

/** Answers each page token with what `pages` holds for it. */
function asking(pages: Record<string, Page<Node>>) {
  const asked: (string | undefined)[] = [];
  const lists = new ChildNodeLoader((_, next) => {
    asked.push(next);
    return Promise.resolve(pages[next ?? 'first'] ?? page([]));
  });
  return { lists, asked };
}

describe('Lists', () => {
  it('shows the first page and what asks for the next', async () => {
    const { lists, asked } = asking({ first: page(['a', 'b'], 'p2'), p2: page(['c']) });
    assert.deepEqual(shown(await lists.children(parent)), ['a', 'b', 'more']);
    await lists.loadMore(parent);
    assert.deepEqual(shown(await lists.children(parent)), ['a', 'b', 'c']);
    assert.deepEqual(asked, [undefined, 'p2']);
  });

  it('asks once for what it knows', async () => {
    const { lists, asked } = asking({ first: page(['a']) });
    await lists.children(parent);
    await Promise.all([lists.children(parent), lists.loadMore(parent)]);
    assert.equal(asked.length, 1);
  });

  it('joins pages without doubles', async () => {
    const { lists } = asking({ first: page(['a', 'b'], 'p2'), p2: page(['b', 'c']) });
    await lists.children(parent);
    await lists.loadMore(parent);
    assert.deepEqual(shown(await lists.children(parent)), ['a', 'b', 'c']);
  });

  it('stops at a page token that comes back', async () => {
    const { lists } = asking({ first: page(['a'], 'p2'), p2: page(['b'], 'p2') });
    await lists.children(parent);
    await lists.loadMore(parent);
    assert.deepEqual(shown(await lists.children(parent)), ['a', 'b']);
  });

  it('says where a list is empty', async () => {
    const { lists } = asking({});
    assert.deepEqual(shown(await lists.children(parent)), ['empty']);
  });

  it('shows a failure below what is known, and asks for the same page again', async () => {
    let broken = true;
    const lists = new ChildNodeLoader((_, next) => {
      if (next === undefined) return Promise.resolve(page(['a'], 'p2'));
      if (broken) return Promise.reject(new Failure('unreachable', 'eu-west-1'));
      return Promise.resolve(page(['b']));
    });
    await lists.children(parent);
    await lists.loadMore(parent);
    assert.deepEqual(shown(await lists.children(parent)), ['a', 'failed']);
    broken = false;
    await lists.retry(parent);
    assert.deepEqual(shown(await lists.children(parent)), ['a', 'b']);
  });

  it('passes on what is not a Failure: that is a bug', async () => {
    const lists = new ChildNodeLoader(() => Promise.reject(new TypeError('bug')));
    await assert.rejects(lists.children(parent), TypeError);
  });

  it('keeps one request under way for many who ask', async () => {
    const { lists, asked } = asking({ first: page(['a']) });
    await Promise.all(Array.from({ length: 200 }, () => lists.children(parent)));
    assert.equal(asked.length, 1);
  });

  it('drops what arrives after it was forgotten', async () => {
    const answers: ((page: Page<Node>) => void)[] = [];
    const signals: AbortSignal[] = [];
    const lists = new ChildNodeLoader((_, __, signal) => {
      signals.push(signal);
      return new Promise(resolve => answers.push(resolve));
    });
    const before = lists.children(parent);
    lists.invalidate();
    const after = lists.children(parent);
    answers[0]?.(page(['stale']));
    answers[1]?.(page(['fresh']));
    await before;
    assert.deepEqual(shown(await after), ['fresh']);
    assert.deepEqual(shown(await lists.children(parent)), ['fresh']);
    assert.deepEqual(
      signals.map(signal => signal.aborted),
      [true, false],
    );
  });

  it('never shows a stale node in random orders of refreshing and answering', async () => {
    let seed = 7;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let round = 0; round < 1000; round++) {
      let generation = 0;
      const lists = new ChildNodeLoader(async () => {
        const mine = String(generation);
        for (let ticks = Math.floor(random() * 6); ticks > 0; ticks--) await Promise.resolve();
        return page([mine]);
      });
      const reading: Promise<unknown>[] = [];
      for (let step = 0; step < 5; step++) {
        if (random() < 0.5) {
          generation++;
          lists.invalidate(random() < 0.5 ? parent : undefined);
        }
        reading.push(lists.children(parent));
      }
      await Promise.all(reading);
      assert.deepEqual(shown(await lists.children(parent)), [String(generation)]);
    }
  });

  it('forgets below a node, and nothing beside it', async () => {
    const asked: string[] = [];
    const lists = new ChildNodeLoader(at => {
      asked.push(nodeId(at));
      return Promise.resolve(page(['a']));
    });
    const other: ConnectionNode = {
      ...parent,
      connection: { kind: 'default', region: 'eu-west-11' },
    };
    await lists.children(parent);
    await lists.children(other);
    lists.invalidate(parent);
    await lists.children(parent);
    await lists.children(other);
    assert.deepEqual(asked, ['default@eu-west-1', 'default@eu-west-11', 'default@eu-west-1']);
  });

  describe('of which the answer fails when they are asked for anew', () => {
    /** Answers once with `a`, then fails, then answers with `b`. */
    function failingOnce(error: Error, at: ConnectionNode = parent) {
      const answers = [page(['a']), error, page(['b'])];
      const lists = new ChildNodeLoader(() => {
        const answer = answers.shift() ?? page([]);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      });
      const ask = async () => shown(await lists.children(at));
      return { lists, ask };
    }
    const rows: [code: FailureCode, then: string[]][] = [
      ['host-unknown', ['a']],
      ['unreachable', ['a']],
      ['timeout', ['a']],
      ['proxy-answered', ['a']],
      ['tls', ['a']],
      ['sign-in-needed', ['failed', 'a']],
      ['credentials-expired', ['failed', 'a']],
      ['service-error', ['failed', 'a']],
      ['access-denied', ['failed']],
      ['not-found', ['failed']],
      ['profile-missing', ['failed']],
    ];
    for (const [code, then] of rows)
      it(`${code}: show ${then.join(' and ')}, and what is true once it is over`, async () => {
        const { lists, ask } = failingOnce(new Failure(code, 'x'));
        assert.deepEqual(await ask(), ['a']);
        lists.invalidate();
        assert.deepEqual(await ask(), then);
        assert.deepEqual(await ask(), then, 'is not asked again by looking');
        assert.equal(lists.invalidateFailed(), true);
        assert.deepEqual(await ask(), ['b']);
        assert.equal(lists.invalidateFailed(), false);
      });

    it('are asked for by Retry', async () => {
      const { lists, ask } = failingOnce(new Failure('unreachable', 'x'));
      await ask();
      lists.invalidate();
      await ask();
      await lists.retry(parent);
      assert.deepEqual(await ask(), ['b']);
    });

    it('are not kept of a sandbox, which may be another one by then', async () => {
      const connection: SandboxConnection = {
        kind: 'sandbox',
        region: 'eu-west-1',
        endpoint: 'http://127.0.0.1:1',
        account: '1',
        accessKeyId: 'A',
        secretAccessKey: new Secret('s'),
      };
      const { lists, ask } = failingOnce(new Failure('unreachable', 'x'), {
        kind: 'connection',
        connection,
      });
      await ask();
      lists.invalidate();
      assert.deepEqual(await ask(), ['failed']);
    });
  });

  describe('of a window before', () => {
    const remembering = (code: FailureCode) => {
      const remembered: string[][] = [];
      const state = { away: true };
      const lists = new ChildNodeLoader(
        (_, next) =>
          state.away
            ? Promise.reject(new Failure(code, 'x'))
            : Promise.resolve(next === undefined ? page(['b'], 'p2') : page(['c'])),
        {
          read: () => Promise.resolve([domain('a')]),
          store: (_, nodes) => remembered.push(shown(nodes)),
        },
      );
      return { lists, state, remembered, ask: async () => shown(await lists.children(parent)) };
    };

    it('are shown where nobody is reached, until somebody is', async () => {
      const { lists, state, remembered, ask } = remembering('host-unknown');
      assert.deepEqual(await ask(), ['a']);
      lists.invalidate();
      assert.deepEqual(await ask(), ['a']);
      assert.deepEqual(remembered, []);
      state.away = false;
      await lists.retry(parent);
      assert.deepEqual(await ask(), ['b', 'more']);
      await lists.loadMore(parent);
      assert.deepEqual(remembered, [['b']], 'the first page is kept');
    });

    for (const code of ['sign-in-needed', 'access-denied', 'not-found'] as const)
      it(`are not where the answer is ${code}`, async () =>
        assert.deepEqual(await remembering(code).ask(), ['failed']));
  });

  it('says so where the user gives no MFA code', async () => {
    const error = Object.assign(new Error('Cancelled'), { name: 'AbortError' });
    const lists = new ChildNodeLoader(() => Promise.reject(error));
    const [node] = await lists.children(parent);
    assert.ok(node?.kind === 'failed');
    assert.equal(node.failure.code, 'mfa-needed');
    assert.equal(node.failure.subject, 'default@eu-west-1');
  });
});
