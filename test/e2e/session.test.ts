import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { lessonHomeIn, type LessonHome } from '../../tools/lesson/home';
import { runSession } from '../../tools/session/session';
import { realHomeState } from './realHome';

describe('npm start, where VS Code is used in a browser', () => {
  let folder: string;
  let home: LessonHome;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'session-'));
    home = lessonHomeIn(path.join(folder, 'home'));
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  /** Runs a session until `use` is done with the addresses of VS Code and of the sandbox. */
  async function during(use: (vscode: URL, sandbox: URL) => Promise<void>): Promise<void> {
    const stop = new AbortController();
    let sandbox: URL | undefined;
    let ended: Promise<void> | undefined;
    const addresses = new Promise<[URL, URL]>((resolve, reject) => {
      const say = (line: string) => {
        const [address] = /http:\/\/127\.0\.0\.1:\S+/.exec(line) ?? [];
        if (address === undefined) return;
        if (sandbox) resolve([new URL(address), sandbox]);
        else sandbox = new URL(address.replace(/,$/, ''));
      };
      ended = runSession(home, 'server', say, stop.signal);
      ended.catch(reject);
    });
    try {
      await use(...(await addresses));
    } finally {
      stop.abort();
      await ended;
    }
  }

  /** The extension's main file, once VS Code has installed it, as it does after it listens. */
  async function installedMain(): Promise<string> {
    const folder = path.join(home.folder, 'vscode', 'extensions');
    for (let tries = 0; tries < 300; tries++) {
      const names = await readdir(folder).catch(() => []);
      const installed = names.find(name => name.startsWith('codeartifact-for-java.'));
      if (installed !== undefined)
        return readFile(path.join(folder, installed, 'dist', 'extension.js'), 'utf8');
      await setTimeout(100);
    }
    throw new Error(`The extension was not installed into ${folder}.`);
  }

  const status = async (url: URL | string) => (await fetch(url, { redirect: 'manual' })).status;

  it('serves the sample to whoever has the token, with the extension and a sandbox', async () => {
    const before = await realHomeState();
    const seen: URL[] = [];
    await during(async (vscode, sandbox) => {
      seen.push(vscode, sandbox);
      assert.ok((await status(vscode)) < 400, 'with the token');
      assert.equal(await status(vscode.origin), 403, 'without');
      assert.equal(vscode.searchParams.get('folder'), home.project);
      assert.ok((await status(sandbox)) >= 400, 'the sandbox answers, and refuses');
      assert.ok((await installedMain()).length > 0);
    });
    for (const url of seen) await assert.rejects(status(url), 'it has ended');
    assert.deepEqual(await realHomeState(), before, "the real user's files");
  });

  it('keeps what the user has changed', async () => {
    const pom = path.join(home.project, 'pom.xml');
    const settings = path.join(home.folder, 'vscode', 'user', 'Machine', 'settings.json');
    await during(() => Promise.resolve());
    await appendFile(pom, '<!-- mine -->');
    await writeFile(settings, JSON.stringify({ 'editor.fontSize': 20 }));
    await during(() => Promise.resolve());
    assert.match(await readFile(pom, 'utf8'), /<!-- mine -->$/);
    const kept = JSON.parse(await readFile(settings, 'utf8')) as Record<string, unknown>;
    assert.equal(kept['editor.fontSize'], 20);
    assert.equal(kept['codeartifact.sandbox.folder'], home.sandboxFolder);
  });
});
