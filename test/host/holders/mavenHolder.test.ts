import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { SettingsLocation } from '../../../src/maven/locateSettings';
import { Secret } from '../../../src/core/secret';
import type { Token } from '../../../src/core/token';
import { MavenHolder } from '../../../src/ui/tokens/mavenHolder';
import type { HolderContext } from '../../../src/ui/tokens/tokenHolder';
import { MavenFiles } from '../../../src/ui/buildTools/maven/mavenFiles';
import { TerminalTokens } from '../../../src/ui/tokens/terminalTokens';
import { fakeServices, type FakeServices, team } from './fakeServices';

const { signal } = new AbortController();
const url = 'https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/';
const token = (text: string): Token => ({
  domain: team,
  secret: new Secret(text),
  expires: new Date(Date.now() + 3_600_000),
});

/** What somebody wrote by hand; `password` is our server's, with its line. */
const settings = (password: string) => `<settings>
  <!-- mine -->
  <servers>
    <server><id>nexus</id><username>me</username><password>hunter2</password></server>
    <server>
      <id>ours</id>
      <username>aws</username>${password}
    </server>
  </servers>
  <mirrors>
    <mirror><id>ours</id><url>${url}</url><mirrorOf>central</mirrorOf></mirror>
  </mirrors>
</settings>
`;
const line = (text: string) => `\n      <password>${text}</password>`;

describe('a server that holds a token', () => {
  let folder: string;
  let file: string;
  let services: FakeServices;
  let terminals: TerminalTokens;
  let holder: MavenHolder;
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'maven-home-'));
    file = path.join(folder, 'settings.xml');
    services = fakeServices(folder);
    const files = new MavenFiles(services.log, () => Promise.resolve([]));
    const location: SettingsLocation = {
      path: file,
      namedBy: 'default',
      belongsToWorkspace: false,
      readers: ['terminal'],
    };
    const mavenFiles = {
      parse: files.parse.bind(files),
      read: async () => files.parse(location, await fs.readFile(file), []),
    } as unknown as MavenFiles;
    terminals = new TerminalTokens({
      clear: () => undefined,
    } as unknown as vscode.EnvironmentVariableCollection);
    holder = new MavenHolder({ ...services, mavenFiles }, terminals);
    await fs.writeFile(file, settings(line('')));
  });
  afterEach(async () => {
    terminals.dispose();
    services.log.dispose();
    await fs.rm(folder, { recursive: true });
  });

  const known = async (): Promise<HolderContext> => ({
    ledger: await services.tokenLedger.read(signal),
    trustedDomains: [],
  });
  const read = () => fs.readFile(file, 'utf8');
  const places = async () => (await holder.find(await known(), signal)).locations;

  it('is renewed, and nothing else in the file is', async () => {
    await holder.renew(token('first'), await known(), signal);
    assert.equal(await read(), settings(line('first')));
    const [place] = await places();
    assert.deepEqual(
      [place?.server, place?.currentToken?.reveal(), place?.autoRenewed, place?.removable],
      ['ours', 'first', true, true],
    );
  });

  it('loses it at sign-out, and nothing else goes', async () => {
    await holder.renew(token('first'), await known(), signal);
    const out = await places();
    await services.tokenLedger.markSignedOut(out, signal);
    await holder.remove(out, signal);
    assert.equal(await read(), settings(''));
    await holder.renew(token('second'), await known(), signal);
    assert.equal(await read(), settings(''), 'it does not come back by itself');
    const plan = await holder.plan(await known(), signal);
    await plan.write([token('third')], signal);
    assert.equal(await read(), settings(line('third')), 'but by a click');
  });

  it('keeps a password that somebody else has put there meanwhile', async () => {
    await holder.renew(token('first'), await known(), signal);
    const out = await places();
    await fs.writeFile(file, settings(line('theirs')));
    await holder.remove(out, signal);
    assert.equal(await read(), settings(line('theirs')));
    assert.equal((await places())[0]?.removable, false);
  });
});
