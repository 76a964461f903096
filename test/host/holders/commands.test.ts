import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Secret } from '../../../src/core/secret';
import { createInitScript } from '../../../src/gradle/createInitScript';
import { copyRepositorySnippet, useInGradle } from '../../../src/ui/buildTools/useInGradle';
import { signOut } from '../../../src/ui/tokens/signOut';
import { chooseTerminalDomain } from '../../../src/ui/tokens/terminalCommands';
import type { RepositoryNode } from '../../../src/ui/explorer/node';
import type { TokenLocation } from '../../../src/ui/tokens/tokenHolder';
import { TerminalDomainChoice } from '../../../src/ui/tokens/terminalDomainChoice';
import type { BuildToolServices } from '../../../src/ui/buildTools/buildToolServices';
import type { TokenServices } from '../../../src/ui/tokens/tokenServices';
import { VirtualDocumentProvider } from '../../../src/ui/common/virtualDocumentProvider';
import { QuickInputs } from '../quickInputs';
import { fakeServices, type FakeServices, memento, other, team } from './fakeServices';

const url = 'https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/';
const node: RepositoryNode = {
  kind: 'repository',
  parent: {
    kind: 'domain',
    parent: { kind: 'connection', connection: { kind: 'default', region: 'eu-west-1' } },
    domain: team,
  },
  repository: { ...team, repository: 'releases' },
};

describe('commands about tokens', () => {
  let folder: string;
  let base: FakeServices;
  let services: TokenServices & BuildToolServices;
  let removed: readonly TokenLocation[];
  let places: TokenLocation[];
  let shown: number;
  let inputs: QuickInputs;
  let previews: VirtualDocumentProvider;
  const former = process.env['GRADLE_USER_HOME'];
  beforeEach(async () => {
    inputs = new QuickInputs();
    previews = new VirtualDocumentProvider('codeartifact-preview-of-test');
    folder = await fs.mkdtemp(path.join(tmpdir(), 'commands-'));
    process.env['GRADLE_USER_HOME'] = folder;
    [removed, places, shown] = [[], [], 0];
    const api = {
      endpoint: () => Promise.resolve(url),
      token: () =>
        Promise.resolve({ domain: team, secret: new Secret('a.token'), expires: new Date() }),
      domains: () => Promise.resolve({ items: [team, other] }),
    };
    base = fakeServices(folder, {
      api: () => Promise.resolve(api),
      listedDomains: () => [team, other],
      recordListedDomains: () => undefined,
    });
    services = {
      ...base,
      previews,
      terminalChoice: new TerminalDomainChoice(memento()),
      renewal: { invalidate: () => undefined, pollNow: () => Promise.resolve() },
      refreshTokenStatus: () => {
        shown++;
        return Promise.resolve();
      },
      holders: {
        find: () =>
          Promise.resolve({
            locations: places,
            trustedDomains: [team],
            files: [],
            ledger: { entries: [], signedOut: [] },
          }),
        remove: (chosen: readonly TokenLocation[]) => {
          removed = chosen;
          return Promise.resolve();
        },
      },
    } as unknown as TokenServices & BuildToolServices;
  });
  afterEach(async () => {
    inputs.dispose();
    previews.dispose();
    if (former === undefined) delete process.env['GRADLE_USER_HOME'];
    else process.env['GRADLE_USER_HOME'] = former;
    base.log.dispose();
    await fs.rm(folder, { recursive: true });
  });

  it('write the property', async () => {
    const work = useInGradle(services, node);
    const question = await inputs.next(work);
    await question?.focus(/^Set a property/);
    await question?.accept();
    await work;
    const file = path.join(folder, 'gradle.properties');
    assert.equal(await fs.readFile(file, 'utf8'), 'codeartifactToken=a.token\n');
    assert.equal((await fs.stat(file)).mode & 0o777, 0o600);
    assert.equal(shown, 1);
    const edit = await base.undoHistory.last(new AbortController().signal);
    assert.ok(edit && !JSON.stringify(edit).includes('a.token'));
  });

  it('install the init script after a preview, and the token beside it', async () => {
    await inputs.accept(
      useInGradle(services, node),
      'How should Gradle get the token?',
      'The diff shows all that changes. The token itself is not shown.',
    );
    const initFolder = path.join(folder, 'init.d');
    const tokenFile = path.join(initFolder, 'codeartifact.team-111122223333.eu-west-1.token');
    const script = await fs.readFile(path.join(initFolder, 'codeartifact.init.gradle'), 'utf8');
    assert.equal(script, createInitScript());
    assert.equal(await fs.readFile(tokenFile, 'utf8'), 'a.token');
    assert.equal((await fs.stat(tokenFile)).mode & 0o777, 0o600);
    assert.equal(shown, 1);
  });

  it('copy the snippet', async () => {
    await inputs.accept(
      copyRepositorySnippet(services, node),
      'Where do you want to paste it? It holds no token.',
    );
    const text = await vscode.env.clipboard.readText();
    assert.ok(text.includes(url) && text.includes("gradleProperty('codeartifactToken')"), text);
    assert.doesNotMatch(text, /a\.token/);
  });

  it('remove the tokens that stay chosen', async () => {
    const place = (server: string, removable: boolean): TokenLocation => ({
      kind: 'maven',
      domain: team,
      holder: '/settings.xml',
      server,
      currentToken: new Secret('x'),
      autoRenewed: true,
      removable,
    });
    places = [place('ours', true), place('theirs', false)];
    await inputs.accept(
      signOut(services),
      'OK removes the selected tokens. Everything else in the files stays',
    );
    assert.deepEqual(
      removed.map(({ server }) => server),
      ['ours'],
    );
  });

  it('say that there is nothing to remove', async () => {
    await signOut(services);
    assert.deepEqual(removed, []);
  });

  it('keep the domain for terminals, for this workspace', async () => {
    await inputs.accept(
      chooseTerminalDomain(services),
      "Which domain's token is CODEARTIFACT_AUTH_TOKEN in new terminals of this workspace?",
    );
    assert.deepEqual(services.terminalChoice.domain, team);
  });

  it('switch the tokens of terminals on and off', async () => {
    const isOn = () =>
      vscode.workspace.getConfiguration('codeartifact').get<boolean>('terminal.token');
    await vscode.commands.executeCommand('codeartifact.toggleTerminalTokens');
    assert.equal(isOn(), true);
    await vscode.commands.executeCommand('codeartifact.toggleTerminalTokens');
    assert.equal(isOn(), false);
    await vscode.workspace
      .getConfiguration('codeartifact')
      .update('terminal.token', undefined, vscode.ConfigurationTarget.Global);
  });
});
