import assert from 'node:assert/strict';
import { allChecks } from '../../../src/diagnostics/allChecks';
import { runChecks, type Check } from '../../../src/diagnostics/runChecks';
import type { ReportSection } from '../../../src/diagnostics/finding';
import { reportMarkdown } from '../../../src/diagnostics/reportMarkdown';
import { observe, type CheckId } from '../../../src/diagnostics/messages';
import { Failure, isCancelled } from '../../../src/core/failure';
import { goodFile, goodMaven, testContext } from './testContext';

const never = new AbortController().signal;
const check = (id: CheckId, run: Check['run'], limitMs = 1000): Check => ({
  id,
  timeoutMs: limitMs,
  run,
});
const fine = check('clock', () =>
  Promise.resolve([{ subject: 'a', state: 'ok', observation: observe('online') }]),
);

describe('runChecks', () => {
  it('runs all checks at once and tells each as it comes', async () => {
    let release: (() => void) | undefined;
    const waits = check('network', async () => {
      await new Promise<void>(resolve => (release = resolve));
      return [{ subject: '', state: 'ok', observation: observe('online') }];
    });
    const told: string[] = [];
    await runChecks(
      [waits, fine],
      testContext(),
      ({ check: id }) => {
        told.push(id);
        if (id === 'clock') release?.();
      },
      never,
    );
    assert.deepEqual(told, ['clock', 'network']);
  });

  it('gives up on a check that takes too long, and aborts it', async () => {
    let aborted = false;
    const hangs = check(
      'token',
      (_, signal) => {
        signal.addEventListener('abort', () => (aborted = true));
        return new Promise(() => undefined);
      },
      20,
    );
    const [section] = await runChecks([hangs], testContext(), () => undefined, never);
    assert.equal(section?.findings[0]?.state, 'warning');
    assert.deepEqual(section.findings[0].observation, observe('no-result', 0.02));
    assert.ok(aborted);
  });

  it('tells of a check that fails, without its words', async () => {
    const [broken, failing] = await runChecks(
      [
        check('region', () => Promise.reject(new TypeError('canary'))),
        check('endpoint', () => Promise.reject(new Failure('tls', 'proxy'))),
      ],
      testContext(),
      () => undefined,
      never,
    );
    assert.deepEqual(broken?.findings[0]?.observation, observe('check-failed', 'TypeError'));
    assert.equal(failing?.findings[0]?.failure?.code, 'tls');
  });

  it('can be cancelled, and tells nothing after that', async () => {
    const abort = new AbortController();
    const told: ReportSection[] = [];
    const hangs = check('token', () => new Promise(() => undefined), 10_000);
    const ended = runChecks([hangs], testContext(), it => told.push(it), abort.signal);
    abort.abort();
    await assert.rejects(ended, isCancelled);
    assert.deepEqual(told, []);
  });
});

describe('reportMarkdown', () => {
  const canary = 'canary/SecretPassword+1234';

  async function report(): Promise<string> {
    const refusal = new Failure('access-denied', 'my-team', {
      operation: 'GetAuthorizationToken',
      requestId: 'request-1',
      message: `password=${canary}`,
    });
    const ill = testContext({
      env: { HTTPS_PROXY: `http://me:${encodeURIComponent(canary)}@proxy:8080` },
      token: () => Promise.reject(refusal),
      maven: () =>
        Promise.resolve({
          ...goodMaven,
          settings: [
            {
              ...goodFile,
              warnings: [3, 5].map(line => ({
                code: 'unknown-element' as const,
                subject: `odd | <b>${canary}`,
                line,
              })),
            },
          ],
        }),
    });
    const sections = await runChecks(allChecks, ill, () => undefined, never);
    return reportMarkdown(sections, {
      version: '1.2.3',
      vscode: '1.139.1',
      platform: 'linux',
      at: new Date('2026-11-23T12:00:00Z'),
      secrets: [canary],
      checkTitle: id => `Check ${id}`,
      observationText: ({ code, args }) => [code, ...args].join(' '),
      failureText: ({ details }) => `AWS says ${details.message ?? ''}`,
    });
  }

  it('says what was looked at, row by row', async () => {
    const shown = await report();
    assert.match(
      shown,
      /^# CodeArtifact Doctor\n\nCodeArtifact for Java 1\.2\.3, VS Code 1\.139\.1/,
    );
    // As the view counts them.
    assert.match(shown, /\n\nErrors: 2, warnings: 2\n\n/);
    assert.match(shown, /\| OK \| Check identity \| profile:dev@eu-west-1 \| identity arn:aws:iam/);
    assert.match(shown, /\(access-denied, GetAuthorizationToken, request request-1\) \|/);
    for (const line of shown.split('\n').filter(it => it.startsWith('|')))
      assert.equal(line.replaceAll('\\|', '').split('|').length, 6, line);
  });

  it('holds no secret, in no form', async () => {
    const shown = await report();
    for (const form of [canary, btoa(canary), encodeURIComponent(canary), 'canary-token'])
      assert.ok(!shown.includes(form), form);
    assert.ok(shown.includes('[secret]'));
  });
});
