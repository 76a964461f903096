import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connection } from '../../src/core/connection';
import type { Domain } from '../../src/core/coordinates';
import { Failure } from '../../src/core/failure';
import { AddedDomains } from '../../src/ui/connections/addedDomains';
import { Explorer } from '../../src/ui/explorer/explorer';
import type { ConnectionNode } from '../../src/ui/explorer/node';
import { createTreeItem } from '../../src/ui/explorer/createTreeItem';
import { fakeApi } from '../unit/fakeApi';

const connection: Connection = { kind: 'profile', profile: 'p', region: 'eu-west-1' };
const other: Connection = { kind: 'profile', profile: 'q', region: 'eu-west-1' };
const node: ConnectionNode = { kind: 'connection', connection };
const named = { owner: '444455556666', domain: 'theirs' };
const theirs: Domain = { realm: 'aws', region: 'eu-west-1', ...named };

/** What VS Code keeps between sessions, as JSON as it does. */
function memento(kept: Record<string, string> = {}): vscode.Memento {
  return {
    keys: () => Object.keys(kept),
    get: (key: string) => (kept[key] === undefined ? undefined : (JSON.parse(kept[key]) as never)),
    update: (key, value) => {
      kept[key] = JSON.stringify(value);
      return Promise.resolve();
    },
  };
}

describe('domains by name', () => {
  it('are kept by connection, once, and can be removed', async () => {
    const kept = {};
    const added = new AddedDomains(memento(kept));
    await added.add(connection, theirs);
    await added.add(connection, theirs);
    await added.add(other, { ...named, domain: 'another' });
    const again = new AddedDomains(memento(kept));
    assert.deepEqual(again.list(connection), [theirs]);
    assert.equal(again.has(other, theirs), false);
    await again.remove(connection, named);
    assert.deepEqual(again.list(connection), []);
    assert.equal(again.list(other).length, 1);
    await again.removeConnection('profile:q@eu-west-1');
    assert.deepEqual(again.list(other), []);
  });

  it('that something else has written there are passed over', () => {
    const odd = [
      { owner: '1', domain: 'x' },
      null,
      'x',
      { owner: named.owner, domain: '../x' },
      named,
    ];
    const kept = { addedDomains: JSON.stringify({ 'profile:p@eu-west-1': odd }) };
    assert.deepEqual(new AddedDomains(memento(kept)).list(connection), [theirs]);
    assert.deepEqual(new AddedDomains(memento({ addedDomains: '7' })).list(connection), []);
  });

  it('belong to the endpoint that the user has set for the region', async () => {
    const added = new AddedDomains(memento());
    await added.add(connection, named);
    const config = vscode.workspace.getConfiguration('codeartifact');
    const set = (url: string | undefined) =>
      config.update(
        'endpoints.api',
        url === undefined ? undefined : { 'eu-west-1': url },
        vscode.ConfigurationTarget.Global,
      );
    try {
      const rows: [url: string, realm: string][] = [
        ['http://127.0.0.1:7', 'http://127.0.0.1:7'],
        ['https://vpce-1.api.codeartifact.eu-west-1.vpce.amazonaws.com', 'aws'],
        ['http://not-this-machine.example', 'aws'],
        ['https://user@evil.example', 'aws'],
      ];
      for (const [url, realm] of rows) {
        await set(url);
        assert.equal(added.list(connection)[0]?.realm, realm, url);
      }
    } finally {
      await set(undefined);
    }
  });

  it('are shown where nothing may be listed, and the failure offers to name another', async () => {
    const denied = new Failure('access-denied', 'p', { operation: 'ListDomains' });
    const identity = {
      account: '111122223333',
      arn: 'arn:aws:sts::111122223333:assumed-role/dev/me',
      longLived: false,
    };
    const api = fakeApi({
      domains: () => Promise.reject(denied),
      identity: () => Promise.resolve(identity),
    });
    const explorer = new Explorer({
      rootNodes: () => Promise.resolve([node]),
      api: () => Promise.resolve(api),
      recordListedDomains: () => undefined,
      addedDomains: () => [theirs],
    });
    try {
      const identified = new Promise(resolve => explorer.onDidIdentify(resolve));
      await explorer.getChildren();
      const [domain, failed] = await explorer.getChildren(node);
      assert.ok(domain?.kind === 'domain' && failed?.kind === 'failed');
      assert.deepEqual(domain.domain, theirs);
      assert.equal(createTreeItem(domain).contextValue, 'domain.added');
      assert.match(createTreeItem(failed).contextValue ?? '', /^failed.*\.domains$/);
      assert.deepEqual(await identified, { connection, identity });
      const { description } = explorer.getTreeItem(node);
      assert.equal(description, 'eu-west-1 · dev/me in 111122223333');
    } finally {
      explorer.dispose();
    }
  });
});
