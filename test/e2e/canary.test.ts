import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { temporaryPath } from '../../src/files/lockAndTemporaryPaths';
import { readPasswords } from '../../tools/lesson/home';
import { standInExtension } from '../../tools/vscode/standIns';
import { waitUntil } from '../../tools/window/window';
import { skip } from '../skip';
import { flows, gradleProperties, type Scene } from './canary/flows';
import { found, needle, type Needle } from './canary/needles';
import { inBrowser, inFiles } from './canary/places';
import { CommandLines, extensionHosts } from './canary/processes';
import { lessonForTests, type LessonForTests } from './lessonForTests';
import { sandboxWithFaults, type FaultySandbox } from './sandboxWithFaults';

describe('secrets, in a long session', function () {
  let lesson: LessonForTests;
  let sandbox: FaultySandbox;
  let lines: CommandLines | undefined;
  const tokens = new Set<string>();
  before(async function () {
    if (process.platform !== 'linux') skip(this, 'command lines are read from /proc');
    lesson = await lessonForTests('e2e-canary', {
      trusted: true,
      otherExtensions: [standInExtension('java')],
      // Whoever else could keep a secret is there.
      allBuiltIns: true,
      settings: { 'terminal.integrated.shellIntegration.enabled': true },
      before: async home => {
        sandbox = await sandboxWithFaults(home);
        return async () => {
          await sandbox.stop();
        };
      },
    });
    lines = new CommandLines();
  });
  after(async () => {
    lines?.stop();
    await (lesson as LessonForTests | undefined)?.end();
  });

  const secrets = (): readonly Needle[] => [
    ...[...tokens].map((token, index) => needle(`token ${index + 1}`, token)),
    needle('the secret access key', sandbox.announcement.secretAccessKey),
  ];

  it('are found by the search, in whatever form', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'canary-'));
    try {
      const secret = 'eyJ2ZXIiOjF9.a+b/c&d<e"f-canary-of-some-length';
      const forms = [
        `x${secret}y`,
        Buffer.from(`aws:${secret}`).toString('base64'),
        Buffer.from(`user:${secret}\n`).toString('base64url'),
        `https://x/?token=${encodeURIComponent(secret)}`,
        secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
        JSON.stringify({ secret }),
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret, 'utf16le'),
      ];
      await mkdir(path.join(folder, 'a'));
      for (const [index, form] of forms.entries())
        await writeFile(path.join(folder, 'a', `${index}`), form);
      const hits = await inFiles(folder, [needle('canary', secret)], () => false);
      const files = new Set(hits.map(hit => hit.split(':')[0]));
      assert.equal(files.size, forms.length, hits.join('\n'));
      assert.deepEqual(
        await inFiles(folder, [needle('other', 'another-secret-here')], () => false),
        [],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const { title, play } of flows)
    it(`stay where they belong: ${title}`, async () => {
      const note = async () => {
        for (const token of await readPasswords(lesson.home))
          if (token !== '' && !token.startsWith('${')) tokens.add(token);
      };
      await play({ lesson, sandbox, note } satisfies Scene);
    });

  it('stay where they belong: the extension host is killed', async () => {
    const { window, home } = lesson;
    const [before = 0, ...others] = extensionHosts(window.tempFolder);
    assert.deepEqual(others, []);
    process.kill(before, 'SIGKILL');
    // As if it had been in the middle of a write.
    const left = temporaryPath(home.settingsXml, before, '0123456789abcdef');
    await writeFile(left, await readFile(home.settingsXml));
    await waitUntil(window, 'another extension host', () => {
      const now = extensionHosts(window.tempFolder);
      return Promise.resolve(now.length > 0 && !now.includes(before));
    });
    await waitUntil(window, 'nothing left by the host that was killed', () =>
      Promise.resolve(!existsSync(left)),
    );
  });

  it('are in settings.xml and gradle.properties, and nowhere else', async () => {
    const { home, window } = lesson;
    const needles = secrets();
    assert.ok(tokens.size >= 3, `${tokens.size} tokens`);
    const held = await inFiles(path.dirname(home.settingsXml), needles, () => false);
    assert.ok(held.length > 0, 'the search finds the holder');
    const keys = path.join(home.sandboxFolder, path.sep);
    const mayHold = (file: string) => file === home.settingsXml || file === gradleProperties(home);
    // The sandbox is the service here: it knows its own keys, but keeps no token either.
    const tokensAlone = needles.slice(0, -1);
    const inHome = () => inFiles(home.folder, needles, it => mayHold(it) || it.startsWith(keys));
    // A token may be on its way into its file just now; what stays is a leak.
    await waitUntil(window, 'no write to be under way', async () =>
      (await inHome()).every(hit => !hit.includes('.codeartifact-tmp:')),
    );
    const hits = [
      ...(await inHome()),
      ...(await inFiles(home.sandboxFolder, tokensAlone, () => false)),
      ...(await inFiles(window.tempFolder, needles, () => false)),
      ...(await inBrowser(window.page, needles)),
      ...found(Buffer.from(sandbox.log()), needles).map(it => `the log of the sandbox: ${it}`),
      ...(lines?.stop() ?? []).flatMap(line =>
        found(line, needles).map(it => `a command line, ${line.toString().slice(0, 40)}: ${it}`),
      ),
    ];
    assert.deepEqual(hits, []);
  });
});
