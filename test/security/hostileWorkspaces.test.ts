import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { QuickInputs } from '../host/quickInputs';
import { until } from '../host/until';
import { json, StubServer } from '../unit/aws/stubServer';
import { hostileFolders, type HostileFolder } from './folders';
import type { HostileTask } from './task';

const task = JSON.parse(process.env['HOSTILE_TASK'] ?? '{}') as HostileTask;
const mark = path.join(task.home, 'somebody-ran-it');

/** Every file below the folder, with what it holds. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(it =>
    it.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file, 'latin1')];
    }),
  );
}

/** VS Code's own: its search, and its look for ports. */
const usual = /^(?:\S*\brg |\S*sh -c (?:ls -l \/proc\/|ps -F -A -l ))/;

/** The command lines of the programs that this extension host runs. */
function programs(): string[] {
  const file = `/proc/self/task/${process.pid}/children`;
  const ids = existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean) : [];
  return ids.map(commandLine).filter(line => line !== '' && !usual.test(line));
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Makes `folder` what a stranger has made of it; `marker` shows that VS Code has seen it. */
function furnish(folder: string, { files }: HostileFolder, marker: string): void {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
  const marked: Record<string, string | object> = { ...files };
  const settings = 'link:.vscode' in files ? 'elsewhere/settings.json' : '.vscode/settings.json';
  const set = marked[settings];
  marked[settings] = { ...(typeof set === 'object' ? set : {}), 'hostile.marker': marker };
  for (const [named, content] of Object.entries(marked)) {
    const [, kind, name = ''] = /^(?:(link|run):)?(.*)$/.exec(named) ?? [];
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (kind === 'link' && typeof content === 'string') symlinkSync(content, file);
    else
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), {
        mode: kind === 'run' ? 0o755 : 0o644,
      });
  }
}

/** The user's own settings.xml: its token may be fetched, from the user's own endpoint. */
const settingsXml = (origin: string): string => `<settings><servers>
<server><id>team</id><username>aws</username><password></password></server>
</servers><mirrors><mirror><id>team</id><mirrorOf>*</mirrorOf>
<url>${origin}/maven/d/team-111122223333/releases/</url>
</mirror></mirrors></settings>
`;

describe(`a hostile folder that is ${task.trusted ? '' : 'not '}trusted`, () => {
  const bait = new StubServer();
  const own = new StubServer();
  const config = vscode.workspace.getConfiguration();
  let origin: string;

  before(async () => {
    await Promise.all([bait.start(), own.start()]);
    origin = bait.origin;
    own.reply = (seen, response) => {
      const answer = seen.path.includes('authorization-token')
        ? {
            authorizationToken: `token-${own.requests.length}`,
            expiration: Date.now() / 1000 + 40_000,
          }
        : { domains: [{ name: 'team', owner: '111122223333' }] };
      json(200, answer)(seen, response);
    };
    writeFileSync(path.join(task.home, '.m2', 'settings.xml'), settingsXml(own.origin));
    const byRegion = { 'eu-west-1': own.origin };
    for (const name of ['api', 'sts'])
      await config.update(
        `codeartifact.endpoints.${name}`,
        byRegion,
        vscode.ConfigurationTarget.Global,
      );
    await vscode.commands.executeCommand('codeartifact.explorer.focus');
    await connect();
    await until(() => own.requests.length > 0);
  });
  after(() => Promise.all([bait.stop(), own.stop()]));

  /** Takes the first profile and its region. */
  async function connect(): Promise<void> {
    const inputs = new QuickInputs();
    const connecting = Promise.resolve(vscode.commands.executeCommand('codeartifact.connect'));
    await inputs.accept(
      connecting,
      'Choose a source of credentials',
      'Choose the region of your CodeArtifact domain',
    );
    inputs.dispose();
  }

  it('is what this window thinks it is', () =>
    assert.equal(vscode.workspace.isTrusted, task.trusted));

  const lure = { origin: 'ORIGIN', folder: task.folder, command: `touch ${mark}` };
  for (const [index, { what }] of hostileFolders(lure).entries())
    it(`${what}: leads nothing astray`, async () => {
      const folder = hostileFolders({ ...lure, origin })[index];
      assert.ok(folder);
      furnish(task.folder, folder, what);
      await until(() => {
        const hostile = vscode.workspace.getConfiguration('hostile');
        return hostile.get('marker') === what;
      });
      const before = { files: snapshot(task.folder), programs: programs() };
      const asked = own.requests.length;
      await vscode.commands.executeCommand('codeartifact.refresh');
      await until(() => own.requests.length > asked);
      await vscode.commands.executeCommand('codeartifact.refreshToken');
      assert.deepEqual(
        bait.requests.map(it => it.path),
        [],
      );
      assert.deepEqual(
        own.requests.filter(it => /evil|6666/.test(it.query.toString() + it.body)),
        [],
      );
      assert.deepEqual(snapshot(task.folder), before.files, 'the folder is as it was');
      assert.deepEqual(programs(), before.programs, 'no program runs');
      assert.ok(!existsSync(mark), 'no program of the folder was run');
    });
});
