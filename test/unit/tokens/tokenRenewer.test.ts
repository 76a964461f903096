import assert from 'node:assert/strict';
import { Failure, isCancelled } from '../../../src/core/failure';
import { tokenHash } from '../../../src/tokens/ledger';
import { Computer, dice } from './computer';
import { hour, key, Office, refusal } from './office';

const minute = 60_000;

describe('TokenRenewer', () => {
  let office: Office;
  const heldText = (): string | undefined => office.held?.text;
  beforeEach(() => {
    office = new Office(new Computer(new Date('2026-01-01T00:00:00Z')), dice(3));
  });
  afterEach(() => {
    office.closeAll();
    assert.deepEqual(office.errors, []);
  });

  it('fetches where there is no token, and renews before it ends', async () => {
    office.open('a');
    await office.computer.live(9.2 * hour);
    assert.equal(office.calls.length, 1);
    await office.computer.live(hour);
    assert.equal(office.calls.length, 2);
    assert.equal(office.held?.text, 'token-2');
  });

  it('renews within a minute of waking up', async () => {
    office.open('a');
    await office.computer.live(hour);
    office.computer.sleep(48 * hour);
    assert.ok(office.expired);
    await office.computer.live(minute);
    assert.ok(!office.expired);
  });

  it('leaves a token of the window before it alone', async () => {
    office.open('a');
    await office.computer.live(hour);
    office.close('a');
    office.open('b');
    await office.computer.live(hour);
    assert.equal(office.calls.length, 1);
  });

  it('keeps the old token while renewal fails, and speaks up only near its end', async () => {
    office.open('a');
    await office.computer.live(hour);
    office.failFetch = () => refusal('sign-in-needed');
    await office.computer.live(9 * hour);
    assert.equal(office.held?.text, 'token-1');
    const early = office.told.filter(it => it.failure);
    assert.ok(early.length > 0);
    assert.ok(early.every(({ shouldNotify }) => !shouldNotify));
    await office.computer.live(2 * hour);
    assert.ok(office.told.at(-1)?.shouldNotify);
    assert.equal(office.told.at(-1)?.failure?.code, 'sign-in-needed');
  });

  it('renews at once when the credentials come back', async () => {
    office.failFetch = () => refusal('sign-in-needed');
    const renewer = office.open('a');
    await office.computer.live(3 * hour);
    office.failFetch = () => undefined;
    const before = office.calls.length;
    await office.computer.live(minute + 1000);
    const renewal = renewer.renewNow(() => true, new AbortController().signal);
    await office.computer.live(5000);
    await renewal;
    assert.equal(office.calls.length, before + 1);
    assert.ok(!office.expired);
  });

  it('asks again until a token is replaced whose age a clock that was set back hides', async () => {
    office.computer.ahead = 3 * hour;
    office.open('a');
    await office.computer.live(5 * hour);
    office.failFetch = () => refusal();
    office.computer.ahead = 0;
    await office.computer.live(minute);
    assert.equal(office.calls.length, 2, 'asks at once');
    office.failFetch = () => undefined;
    await office.computer.live(2 * minute);
    assert.equal(office.held?.text, 'token-3');
    await office.computer.live(9 * hour);
    assert.equal(office.calls.length, 3, 'and only once');
  });

  it('waits as long as the service asks', async () => {
    office.failFetch = () => new Failure('throttled', 'team', { retryAfterSeconds: 1800 });
    office.open('a');
    await office.computer.live(29 * minute);
    assert.equal(office.calls.length, 1);
    await office.computer.live(2 * minute);
    assert.equal(office.calls.length, 2);
  });

  it('tries only the writing again when the writing failed', async () => {
    office.failWrite = () => new Failure('file-unwritable', '/home/a/.m2/settings.xml');
    for (const window of ['a', 'b', 'c']) office.open(window);
    await office.computer.live(20 * minute);
    assert.equal(office.calls.length, 1);
    assert.equal(office.held, undefined);
    office.failWrite = () => undefined;
    await office.computer.live(31 * minute);
    assert.equal(office.calls.length, 1);
    assert.equal(heldText(), 'token-1');
  });

  it('fetches again when somebody has put a former token back', async () => {
    office.open('a');
    office.open('b');
    await office.computer.live(9.9 * hour);
    assert.equal(office.held?.text, 'token-2');
    const former = { text: 'token-1', ends: office.computer.real };
    office.held = former;
    office.closeAll();
    office.open('c');
    office.open('d');
    await office.computer.live(2 * minute);
    assert.equal(heldText(), 'token-3');
    assert.equal(office.calls.length, 3);
  });

  it('believes what a token that it does not know says of itself', async () => {
    const wanted = office.wanted;
    const expires = new Date(office.computer.real + 5 * hour);
    const issued = new Date(office.computer.real - 7 * hour);
    office.held = { text: 'foreign', ends: expires.getTime() };
    office.wanted = () =>
      wanted().map(it => ({
        ...it,
        held: { hash: tokenHash('foreign'), hint: { issued, expires } },
      }));
    office.open('a');
    await office.computer.live(2.5 * hour);
    assert.equal(office.calls.length, 0);
    await office.computer.live(0.5 * hour);
    assert.equal(office.calls.length, 1);
  });

  it('does nothing while nothing is wanted, until it is told of a change', async () => {
    const wanted = office.wanted;
    office.wanted = () => [];
    const renewer = office.open('a');
    await office.computer.live(hour);
    office.wanted = wanted;
    await office.computer.live(hour);
    assert.equal(office.calls.length, 0);
    renewer.invalidate();
    await office.computer.live(minute);
    assert.equal(office.calls.length, 1);
  });

  it('replaces a refused token once, and then says that this does not help', async () => {
    const renewer = office.open('a', false);
    const { signal } = new AbortController();
    const during = async <T>(work: Promise<T>): Promise<T> => {
      await office.computer.live(2 * minute);
      return await work;
    };
    await during(renewer.poll(signal));
    const refuse = () =>
      during(renewer.replaceRefusedToken(key, tokenHash(office.held?.text ?? ''), signal));
    assert.equal(await refuse(), true);
    assert.equal(office.held?.text, 'token-2');
    assert.equal(await refuse(), false);
    assert.equal(office.calls.length, 2);
  });

  it('replaces a refused token later where the last request was a moment ago', async () => {
    const renewer = office.open('a');
    const { signal } = new AbortController();
    await office.computer.live(minute / 2);
    assert.equal(office.held?.text, 'token-1');
    const refused = renewer.replaceRefusedToken(key, tokenHash('token-1'), signal);
    await office.computer.live(100);
    assert.equal(await refused, true);
    assert.equal(office.calls.length, 1, 'no request within a minute of the other');
    await office.computer.live(2 * minute);
    assert.equal(office.held.text, 'token-2');
    assert.equal(office.calls.length, 2);
    assert.equal(await renewer.replaceRefusedToken(key, tokenHash('token-2'), signal), false);
  });

  it('counts a refused token that still waits for its renewal as no replacement', async () => {
    const renewer = office.open('a');
    const { signal } = new AbortController();
    await office.computer.live(minute / 2);
    for (let answers = 0; answers < 2; answers++) {
      const refused = renewer.replaceRefusedToken(key, tokenHash('token-1'), signal);
      await office.computer.live(100);
      assert.equal(await refused, true);
      assert.equal(office.held?.text, 'token-1');
    }
    await office.computer.live(2 * minute);
    assert.equal(heldText(), 'token-2');
  });

  it('lets go of its claim when its window closes in the midst of a request', async () => {
    const closing = office.open('a', false);
    const stop = new AbortController();
    const pending = closing.poll(stop.signal).catch((error: unknown) => error);
    await office.computer.live(100);
    assert.equal(office.calls.length, 1);
    stop.abort();
    assert.ok(isCancelled(await pending));
    assert.doesNotMatch(office.shared, /claim/);
  });

  it('tells of a bug and goes on', async () => {
    const bug = new TypeError('a bug');
    office.failFetch = () => bug as unknown as Failure;
    office.open('a');
    await office.computer.live(minute / 2);
    assert.deepEqual(office.errors.splice(0), [bug]);
    office.failFetch = () => undefined;
    await office.computer.live(2 * minute);
    assert.equal(office.held?.text, 'token-2');
  });

  it('shares no token', async () => {
    office.open('a');
    await office.computer.live(hour);
    assert.doesNotMatch(office.shared, /token-1/);
    assert.match(office.shared, new RegExp(tokenHash('token-1')));
  });
});
