import * as vscode from 'vscode';
import type { Connection } from '../../../src/core/connection';
import type { Domain } from '../../../src/core/coordinates';
import { Failure } from '../../../src/core/failure';
import type { Connections } from '../../../src/ui/connections/connections';
import { TokenLedger } from '../../../src/tokens/tokenLedger';
import { UndoHistory } from '../../../src/ui/buildTools/undoHistory';
import { FileEditor } from '../../../src/ui/common/fileEditor';

/** The domain that all of the tests are about. */
export const team: Domain = {
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'team',
};

/** Another one that is served. */
export const other: Domain = { ...team, domain: 'other' };

/** A memento that lives as long as the test. */
export function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, usual?: T) => (values.has(key) ? values.get(key) : usual) as T,
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

/** Real editing of files in `folder`, with connections that serve the domains `team` and `other`, and do `more`. */
export function fakeServices(
  folder: string,
  more: Partial<Record<keyof Connections, unknown>> = {},
) {
  const log = vscode.window.createOutputChannel('Test of holders', { log: true });
  const state = memento();
  const connection: Connection = { kind: 'default', region: 'eu-west-1' };
  const connections = {
    forDomain: ({ domain }: Domain) =>
      domain === 'team' || domain === 'other'
        ? Promise.resolve(connection)
        : Promise.reject(new Failure('no-connection', domain)),
    available: () => Promise.resolve([connection]),
    approvedRepositoryEndpoints: () => Promise.resolve([]),
    approveDomain: () => Promise.resolve(),
    isKnownDomain: ({ domain }: Domain) => domain === 'team',
    listedDomains: () => [],
    ...more,
  } as unknown as Connections;
  return {
    log,
    memento: state,
    connections,
    fileEditor: new FileEditor(log, state),
    tokenLedger: new TokenLedger(`${folder}/storage/ledger.json`),
    undoHistory: new UndoHistory(`${folder}/storage/undo.json`),
  };
}

/** What `fakeServices` makes. */
export type FakeServices = ReturnType<typeof fakeServices>;
