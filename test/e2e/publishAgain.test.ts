import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import { startAndExpandSandbox, openView, lessonTree } from '../../tools/lesson/steps';
import { clickDialogButton } from '../../tools/window/dialog';
import { acceptInputBox, readInputBoxValue } from '../../tools/window/inputBox';
import {
  dismissAllNotifications,
  waitForNotification,
  clickNotificationButton,
} from '../../tools/window/notifications';
import { pickItem, waitForPickLabels, readPickLabels } from '../../tools/window/quickPick';
import { TreeView } from '../../tools/window/tree';
import { attemptTimeout, takeScreenshot, waitUntil } from '../../tools/window/window';
import { openViewContainer } from '../../tools/window/workbench';
import { createCodeArtifact } from '../../src/aws/aws';
import { Secret } from '../../src/core/secret';
import { lessonForTests, type LessonForTests } from './lessonForTests';
import { sandboxWithFaults, type FaultySandbox } from './sandboxWithFaults';

const webapp = ['Sandbox', 'demo', 'webapp'] as const;

describe('publishing that does not go well at once', () => {
  let lesson: LessonForTests;
  let sandbox: FaultySandbox;
  before(async () => {
    lesson = await lessonForTests('e2e-publish-again', {
      trusted: true,
      before: async home => {
        sandbox = await sandboxWithFaults(home);
        return async () => {
          await sandbox.stop();
        };
      },
    });
    await file('reports/summary.md', '# Quarter\n');
    await file('hidden/.env', 'GREETING=hello\n');
    for (const name of ['.env.prod', 'one.bin', 'two.bin']) await file(name, name);
    await openView(lesson);
    await startAndExpandSandbox(lesson);
    await openViewContainer(lesson.window, 'Explorer');
  });
  after(() => lesson.end());
  beforeEach(() => sandbox.set([]));
  afterEach(() => dismissAllNotifications(lesson.window));

  const files = () => new TreeView(lesson.window, 'Files Explorer');

  async function file(name: string, content: string): Promise<void> {
    const place = path.join(lesson.home.project, name);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, content);
  }

  /** From the right-click to the preview. */
  async function answerAll(name: string, version: string): Promise<void> {
    const { window } = lesson;
    await pickItem(window, 'webapp');
    await acceptInputBox(window, /Namespace/, 'team');
    await acceptInputBox(window, /Package name/, name);
    await acceptInputBox(window, /Version/, version);
  }

  /** As somebody else does, with a client of our own. */
  async function publishElsewhere(name: string, version: string): Promise<void> {
    const { endpoint, region, account, accessKeyId, secretAccessKey } = sandbox.announcement;
    const api = createCodeArtifact(
      {
        kind: 'sandbox',
        region,
        endpoint,
        account,
        accessKeyId,
        secretAccessKey: new Secret(secretAccessKey),
      },
      { environment: {}, pageSize: 100, approved: [] },
    );
    const content = 'theirs';
    const theirs = path.join(lesson.home.folder, 'theirs');
    await writeFile(theirs, content);
    const domain = { realm: endpoint, region, owner: account, domain: 'demo' };
    const of = { ...domain, repository: 'webapp', format: 'generic', namespace: 'team' } as const;
    const sha256 = createHash('sha256').update(content).digest('hex');
    const facts = { file: theirs, sizeBytes: content.length, sha256, unfinished: false };
    const it = { version: { ...of, package: name, version }, asset: 'theirs', ...facts };
    await api.publish(it, () => undefined, new AbortController().signal);
    api.dispose();
  }

  async function publishItem(label = 'Publish'): Promise<void> {
    await waitUntil(lesson.window, label, async () =>
      (await readPickLabels(lesson.window)).includes(label),
    );
  }

  it('goes back from the preview to the version, and on with another one', async () => {
    const { window } = lesson;
    await files().choose(['reports'], titles['command.publish']);
    await answerAll('reports', '1.0.0');
    await publishItem();
    const widget = window.page.locator('.quick-input-widget:visible');
    await widget.getByRole('button', { name: /Back/ }).first().click(attemptTimeout);
    assert.equal(await readInputBoxValue(window, /Version/), '1.0.0');
    await acceptInputBox(window, /Version/, '1.0.1');
    await pickItem(window, 'Publish');
    await waitForNotification(window, /team\/reports 1\.0\.1 is published .*SHA-256 verified/);
  });

  it('asks for another version, and nothing else, where somebody was faster', async () => {
    const { window } = lesson;
    await files().choose(['reports'], titles['command.publish']);
    await answerAll('raced', '1.0.0');
    await publishItem();
    await publishElsewhere('raced', '1.0.0');
    await pickItem(window, 'Publish');
    await waitForNotification(
      window,
      /raced 1\.0\.0 is already published, and versions are immutable/,
    );
    await takeScreenshot(window, '1-taken');
    await clickNotificationButton(window, 'versions are immutable', 'Choose Another Version');
    assert.equal(await readInputBoxValue(window, /Version/), '1.0.1');
    await acceptInputBox(window, /Version/);
    await pickItem(window, 'Publish');
    await waitForNotification(window, /team\/raced 1\.0\.1 is published/);
  });

  it('says that it is published, and why it was not compared', async () => {
    const { window } = lesson;
    const action = 'codeartifact:ListPackageVersionAssets';
    const arn =
      'arn:aws:codeartifact:us-east-1:111122223333:package/demo/webapp/generic/team/unread';
    const message = `User: arn:aws:iam::111122223333:user/ci is not authorized to perform: ${action} on resource: ${arn} because no identity-based policy allows the ${action} action`;
    await sandbox.set([
      { on: 'ListPackageVersionAssets', status: 403, type: 'AccessDeniedException', message },
    ]);
    await files().choose(['reports'], titles['command.publish']);
    await answerAll('unread', '1.0.0');
    await pickItem(window, 'Publish');
    const told = await waitForNotification(window, 'but could not be verified');
    assert.match(
      told,
      /^team\/unread 1\.0\.0 is published \(\d+ B\), .*: .*ListPackageVersionAssets/,
    );
    await takeScreenshot(window, '2-not-compared');
  });

  it('takes a folder of nothing but secrets only when they are ticked', async () => {
    const { window } = lesson;
    await files().choose(['hidden'], titles['command.publish']);
    await answerAll('hidden', '1.0.0');
    await publishItem('.env');
    await window.page.keyboard.press('Escape');
    await waitForNotification(window, /hidden cannot be published: everything in it is excluded/);
    await takeScreenshot(window, '3-left-out');
    await clickNotificationButton(window, 'everything in it is excluded', 'Retry');
    await pickItem(window, '.env');
    await window.page.keyboard.press('Enter');
    await pickItem(window, 'Publish');
    await waitForNotification(window, /team\/hidden 1\.0\.0 is published/);
  });

  it('publishes a file that looks like a secret only where that is chosen', async () => {
    const { window } = lesson;
    const withSecret = 'Publish Possible Secrets';
    await files().choose(['.env.prod'], titles['command.publish']);
    await answerAll('secret', '1.0.0');
    await publishItem(withSecret);
    assert.deepEqual(await waitForPickLabels(window), [withSecret, 'Copy as Command', 'Cancel']);
    await takeScreenshot(window, '4-secret');
    await pickItem(window, 'Cancel');
    await files().click(['one.bin']);
    await files().select(['.env.prod']);
    await files().choose(['.env.prod'], titles['command.publishFiles']);
    await answerAll('harmless', '1.0.0');
    await pickItem(window, 'Publish Without Possible Secrets');
    await waitForNotification(window, /team\/harmless 1\.0\.0 is published/);
    await clickNotificationButton(window, 'is published', 'Show in Tree');
    const version = [...webapp, 'team', 'harmless', '1.0.0'];
    await lessonTree(lesson).expand(version);
    assert.deepEqual(await lessonTree(lesson).childrenOf(version), ['one.bin']);
    await openViewContainer(window, 'Explorer');
  });

  it('deletes a version that was left unfinished, from the tree', async () => {
    const { window } = lesson;
    const refused = { status: 403, type: 'AccessDeniedException', message: 'no more' };
    const on = 'PublishPackageVersion';
    await sandbox.set([
      { on, latencyMs: 0, times: 1 },
      { on, ...refused },
    ]);
    await files().click(['one.bin']);
    await files().select(['two.bin']);
    await files().choose(['two.bin'], titles['command.publishFiles']);
    await answerAll('half', '1.0.0');
    await pickItem(window, 'Publish');
    await waitForNotification(window, /team\/half 1\.0\.0 is unfinished, with 1 asset\./);
    await dismissAllNotifications(window);
    await openViewContainer(window, 'CodeArtifact');
    const half = [...webapp, 'team', 'half'];
    await lessonTree(lesson).expand(half);
    await lessonTree(lesson).choose([...half, '1.0.0'], titles['command.discardVersion']);
    await takeScreenshot(window, '5-delete');
    await clickDialogButton(window, 'Delete');
    await waitUntil(window, 'the version to go', async () => {
      const rows = await lessonTree(lesson).rows();
      return !rows.some(row => row.description === 'Unfinished');
    });
    await takeScreenshot(window, '6-deleted');
  });

  it('goes on once the sandbox is started that was stopped in the middle', async () => {
    const { window } = lesson;
    await openViewContainer(window, 'Explorer');
    await files().choose(['reports'], titles['command.publish']);
    await answerAll('stopped', '1.0.0');
    await publishItem();
    // A window that wants a sandbox starts one that has ended again, within seconds.
    await openViewContainer(window, 'CodeArtifact');
    await lessonTree(lesson).press(['Sandbox'], titles['command.stopSandbox']);
    await waitUntil(window, 'the sandbox to end', () =>
      Promise.resolve(sandbox.child.exitCode !== null),
    );
    await pickItem(window, 'Publish');
    await waitForNotification(window, 'The sandbox is not running');
    await takeScreenshot(window, '7-stopped');
    await clickNotificationButton(window, 'The sandbox is not running', 'Start Sandbox');
    await pickItem(window, 'Publish');
    await waitForNotification(window, /team\/stopped 1\.0\.0 is published .*SHA-256 verified/);
  });
});
