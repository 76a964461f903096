import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../../tools/project';
import { listFailures, type Report } from '../../tools/tests/report';
import { quietSettings } from '../../tools/vscode/quietSettings';
import { writeSettings } from '../../tools/vscode/writeSettings';
import { homeEnvironment } from '../../tools/window/homeEnvironment';
import { canary, type HostileTask } from '../security/task';

/** One window, in which one hostile folder after the other is opened; what became of it. */
async function run(root: string, trusted: boolean): Promise<Report> {
  const home = path.join(root, 'home');
  const folder = path.join(root, 'folder');
  const user = path.join(root, 'user');
  for (const each of [path.join(home, '.aws'), path.join(home, '.m2'), folder])
    await mkdir(each, { recursive: true });
  const keys = `aws_access_key_id = AKIDCANARY\naws_secret_access_key = ${canary}\n`;
  await writeFile(path.join(home, '.aws', 'credentials'), `[canary]\n${keys}`);
  await writeFile(path.join(home, '.aws', 'config'), '[profile canary]\nregion = eu-west-1\n');
  const settings = {
    ...quietSettings,
    'security.workspace.trust.startupPrompt': 'never',
  };
  await writeSettings(user, settings);
  const reportFile = path.join(root, 'report.json');
  const task: HostileTask = { trusted, reportFile, folder, home };
  const args = [
    path.join(projectFolder, 'out', 'tools', 'code.js'),
    folder,
    `--extensionDevelopmentPath=${projectFolder}`,
    `--extensionTestsPath=${path.join(projectFolder, 'out', 'test', 'security', 'index.js')}`,
    `--user-data-dir=${user}`,
    `--extensions-dir=${path.join(root, 'extensions')}`,
    ...(trusted ? ['--disable-workspace-trust'] : []),
  ];
  const env = { ...homeEnvironment(home, process.env), HOSTILE_TASK: JSON.stringify(task) };
  const printed = await new Promise<string>(resolve => {
    execFile(process.execPath, args, { env, timeout: 580_000, maxBuffer: 1e8 }, (_, out, err) =>
      resolve(out + err),
    );
  });
  assert.ok(!holdsCanary(printed), 'the secret is in what the window printed');
  const report = await readFile(reportFile, 'utf8').catch(() => assert.fail(printed.slice(-4000)));
  return JSON.parse(report) as Report;
}

/** As it is, in base64, or as part of a URL; it holds nothing that XML or URLs would escape. */
function holdsCanary(text: string): boolean {
  const forms = [0, 1, 2].map(shift =>
    Buffer.from(' '.repeat(shift) + canary)
      .toString('base64')
      .slice(4, -4),
  );
  return [canary, encodeURIComponent(canary), ...forms].some(form => text.includes(form));
}

async function filesWithCanary(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter(it => it.isFile()).map(it => path.join(it.parentPath, it.name));
  const found = await Promise.all(
    files.map(async file => (holdsCanary(await readFile(file, 'latin1')) ? [file] : [])),
  );
  return found.flat().map(file => path.relative(root, file));
}

describe('hostile folders, one after the other in a real window', () => {
  const roots = new Map<boolean, string>();
  const runs = new Map<boolean, Promise<PromiseSettledResult<Report>[]>>();
  before(async () => {
    // Both at once: most of the time, either waits for VS Code.
    for (const trusted of [false, true]) {
      const root = await mkdtemp(path.join(tmpdir(), 'hostile-'));
      roots.set(trusted, root);
      runs.set(trusted, Promise.allSettled([run(root, trusted)]));
    }
  });
  after(async () => {
    for (const ended of runs.values()) await ended;
    for (const root of roots.values())
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  for (const trusted of [false, true])
    it(`lead nothing astray where they are ${trusted ? '' : 'not '}trusted`, async () => {
      const [ended] = (await runs.get(trusted)) ?? [];
      if (ended?.status !== 'fulfilled') throw ended?.reason;
      assert.deepEqual(listFailures(ended.value), []);
      const passed = ended.value.reduce((sum, file) => sum + file.passed, 0);
      assert.ok(passed >= 26, `${passed} passed`);
      const root = roots.get(trusted) ?? '';
      const home = path.join('home', '.aws', 'credentials');
      assert.deepEqual(await filesWithCanary(root), [home], 'the secret is where the user put it');
      const settings = await readFile(path.join(root, 'home', '.m2', 'settings.xml'), 'utf8');
      const token = settings.includes('<password>token-');
      assert.equal(token, trusted, 'a token is fetched in a trusted folder only');
    });
});
