import { canSetTerminalVariable } from '../../../src/tokens/terminalVariables';
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import type { Domain } from '../../../src/core/coordinates';
import { Secret } from '../../../src/core/secret';
import type { Token } from '../../../src/core/token';
import { parseLedger, markSignedOut } from '../../../src/tokens/ledger';
import type { TokenLocation } from '../../../src/ui/tokens/tokenHolder';
import { TerminalDomainChoice } from '../../../src/ui/tokens/terminalDomainChoice';
import { TerminalHolder } from '../../../src/ui/tokens/terminalHolder';
import { TerminalTokens } from '../../../src/ui/tokens/terminalTokens';
import { fakeServices, memento, other, team } from './fakeServices';

const hour = 3_600_000;
const none = parseLedger(undefined);
const token = (text: string, domain: Domain = team, life = hour): Token => ({
  domain,
  secret: new Secret(text),
  expires: new Date(Date.now() + life),
});
const inFile = (held: string): TokenLocation => ({
  kind: 'maven',
  domain: team,
  holder: '/settings.xml',
  server: 'team',
  currentToken: new Secret(held),
  autoRenewed: true,
  removable: true,
});

describe('the environment of terminals', () => {
  let variables: Map<string, string>;
  let collection: vscode.EnvironmentVariableCollection;
  let terminals: TerminalTokens;
  let choice: TerminalDomainChoice;
  let holder: TerminalHolder;
  const services = fakeServices(tmpdir());
  beforeEach(async () => {
    variables = new Map();
    collection = {
      persistent: true,
      replace: (name: string, value: string) => void variables.set(name, value),
      delete: (name: string) => void variables.delete(name),
      clear: () => variables.clear(),
    } as unknown as vscode.EnvironmentVariableCollection;
    terminals = new TerminalTokens(collection);
    choice = new TerminalDomainChoice(memento());
    holder = new TerminalHolder(terminals, services.connections, choice);
    await turn(true);
  });
  afterEach(async () => {
    terminals.dispose();
    await turn(undefined);
  });
  after(() => services.log.dispose());

  const turn = (on: boolean | undefined) =>
    vscode.workspace
      .getConfiguration('codeartifact')
      .update('terminal.token', on, vscode.ConfigurationTarget.Global);
  const known = (domains: Domain[] = [team], ledger = none) => ({
    ledger,
    trustedDomains: domains,
  });
  const names = async (domains: Domain[]) =>
    (await holder.find(known(domains))).locations.map(({ server }) => server);

  it('is never kept on disk', () => assert.equal(collection.persistent, false));

  it('has the plain variable for the only domain, or the chosen one', async () => {
    assert.deepEqual(await names([team]), ['CODEARTIFACT_AUTH_TOKEN']);
    const both = ['CODEARTIFACT_AUTH_TOKEN_TEAM', 'CODEARTIFACT_AUTH_TOKEN_OTHER'];
    assert.deepEqual(await names([team, other]), both);
    await choice.choose(other);
    assert.deepEqual(await names([team]), [
      ...['CODEARTIFACT_AUTH_TOKEN', 'CODEARTIFACT_AUTH_TOKEN_TEAM'],
    ]);
    await choice.choose(null);
    assert.deepEqual(await names([team]), ['CODEARTIFACT_AUTH_TOKEN_TEAM']);
  });

  it('has nothing for a domain that no connection serves', async () =>
    assert.deepEqual(await names([{ ...team, domain: 'stranger' }]), []));

  it('is renewed for its domain, and not once it was signed out', async () => {
    await holder.renew(token('one'), known());
    await holder.renew(token('two', other), known());
    assert.deepEqual([...variables], [['CODEARTIFACT_AUTH_TOKEN', 'one']]);
    const { locations } = await holder.find(known());
    await holder.remove(locations);
    assert.equal(variables.size, 0);
    await holder.renew(token('three'), known([team], markSignedOut(none, locations)));
    assert.equal(variables.size, 0);
  });

  it('takes over what a file holds, as long as that lives', async () => {
    const { locations } = await holder.find(known());
    const follow = (held: string, life: number) =>
      holder.syncTerminals([...locations, inFile(held)], () => new Date(Date.now() + life));
    follow('dead', -1);
    assert.equal(variables.size, 0);
    const now = follow('alive', hour);
    assert.equal(variables.get('CODEARTIFACT_AUTH_TOKEN'), 'alive');
    assert.equal(now.find(({ kind }) => kind === 'terminal')?.currentToken?.reveal(), 'alive');
  });

  it('is cleared when it is switched off', async () => {
    await holder.renew(token('one'), known());
    await turn(false);
    holder.syncTerminals((await holder.find(known())).locations, () => undefined);
    assert.equal(variables.size, 0);
  });

  it('loses what has expired', async () => {
    await holder.renew(token('one'), known());
    terminals.removeExpired(Date.now() + 2 * hour);
    assert.equal(variables.size, 0);
  });

  it('keeps a variable that settings.xml names without the setting, and renews it', async () => {
    await turn(false);
    terminals.request('MY_TOKEN', token('one'));
    await holder.renew(token('two'), known([]));
    holder.syncTerminals((await holder.find(known([]))).locations, () => undefined);
    assert.deepEqual([...variables], [['MY_TOKEN', 'two']]);
  });

  for (const name of ['PATH', 'A B', '', 'HOME'])
    it(`may not have ${JSON.stringify(name)} replaced`, () =>
      assert.equal(canSetTerminalVariable(name, { PATH: '/bin', HOME: '/root' }), false));
});
