import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Asset } from '../../src/core/asset';
import type { CodeArtifact } from '../../src/core/codeArtifact';
import { isFailure, type FailureCode } from '../../src/core/failure';
import type { Node, RepositoryNode, VersionNode } from '../../src/ui/explorer/node';
import { copyAsCommand } from '../../src/ui/download/copyAsCommand';
import { download } from '../../src/ui/download/download';
import { downloadAndUnpack } from '../../src/ui/download/downloadAndUnpack';
import { TransferFolders } from '../../src/ui/common/transferFolders';
import { verifyFile } from '../../src/ui/download/verifyFile';
import type { DownloadServices } from '../../src/ui/download/downloadServices';
import { raw, targz } from '../unit/archive/unpack/rawTar';
import { fakeApi } from '../unit/fakeApi';
import { Memory } from './memory';
import { QuickInputs } from './quickInputs';

const domain = { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'demo' };
const connection = { kind: 'default', region: 'eu-west-1' } as const;
const repository: RepositoryNode = {
  kind: 'repository',
  parent: { kind: 'domain', parent: { kind: 'connection', connection }, domain },
  repository: { ...domain, repository: 'webapp' },
};
const endpoint = 'https://demo-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/webapp/';

function versionNode(format: 'generic' | 'maven', version: string): VersionNode {
  const of = { ...repository.repository, format, namespace: 'org.example', package: 'tool' };
  const group = { kind: 'group', parent: repository, repository: repository.repository } as const;
  return {
    kind: 'version',
    parent: { kind: 'package', parent: { ...group, format, namespace: 'n' }, package: of },
    version: { ...of, version, status: 'Published', origin: 'INTERNAL' },
  };
}

describe('fetching', () => {
  let log: vscode.LogOutputChannel;
  let workspace: string;
  let memento: Memory;
  let inputs: QuickInputs;
  let kept: Map<string, Buffer>;
  let spoilt: Set<string>;
  let refreshed: Node[];

  before(() => {
    log = vscode.window.createOutputChannel('Test of fetching', { log: true });
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    workspace = first.uri.fsPath;
  });
  after(() => log.dispose());
  beforeEach(() => {
    inputs = new QuickInputs();
    memento = new Memory();
    kept = new Map();
    spoilt = new Set();
    refreshed = [];
  });
  afterEach(async () => {
    inputs.dispose();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  function services(): DownloadServices {
    const listed = ([name, bytes]: [string, Buffer]): Asset => {
      const hashes = { 'SHA-256': createHash('sha256').update(bytes).digest('hex') };
      return { name, sizeBytes: bytes.length, hashes };
    };
    const api: CodeArtifact = fakeApi({
      assets: () => {
        return Promise.resolve({ items: [...kept].map(listed) });
      },
      endpoint: () => Promise.resolve(endpoint),
      download: async ({ asset }, take) => {
        await take(
          spoilt.has(asset) ? Buffer.from('spoilt') : (kept.get(asset) ?? Buffer.alloc(0)),
        );
      },
    });
    const transfers = new TransferFolders(memento, vscode.Uri.file(path.join(workspace, 'none')));
    const connections = { api: () => Promise.resolve(api) };
    const explorer = { refresh: (node: Node) => void refreshed.push(node) };
    return { log, memento, connections, transfers, explorer } as unknown as DownloadServices;
  }

  const unpacking = (asset: string) => [
    `Unpack ${asset}`,
    `Name of the new folder in ${workspace}`,
  ];
  const failing = (code: FailureCode) => (error: unknown) =>
    isFailure(error) && error.code === code;

  it('unpacks the archive of a version, which is chosen by itself, into a new folder', async () => {
    kept.set('README', Buffer.from('not this'));
    kept.set('tool.tar.gz', targz(raw({ name: 'a/b', data: 'hello' })));
    const before = await readdir(workspace);
    await inputs.accept(
      downloadAndUnpack(services(), versionNode('generic', '1.0')),
      ...unpacking('tool.tar.gz'),
    );
    const target = path.join(workspace, 'tool-1.0');
    assert.equal(await readFile(path.join(target, 'a', 'b'), 'utf8'), 'hello');
    await rm(target, { recursive: true });
    assert.deepEqual(await readdir(workspace), before);
    assert.deepEqual(memento.get('transferFolders'), []);
  });

  for (const [what, name, bytes] of [
    ['is no archive', 'notes.txt', Buffer.alloc(5000, 'text')],
    ['is too short to be one', 'short', Buffer.from('x')],
    ['leads out of the folder', 'evil.tar.gz', targz(raw({ name: '../evil' }))],
  ] as const)
    it(`leaves nothing of what ${what}, and offers it as it is`, async () => {
      kept.set(name, bytes);
      const before = await readdir(workspace);
      // It has said so by itself: the message offers the download.
      await inputs.accept(
        downloadAndUnpack(services(), versionNode('generic', '1.0')),
        ...unpacking(name),
      );
      assert.deepEqual(await readdir(workspace), before);
    });

  it('keeps what came before a download that failed', async () => {
    kept.set('tool.bin', Buffer.from('good'));
    spoilt.add('tool.bin');
    const node = versionNode('generic', '1.0');
    const before = await readdir(workspace);
    const downloading = () => inputs.accept(download(services(), node), 'Download tool.bin');
    await assert.rejects(downloading(), failing('hash-mismatch'));
    assert.deepEqual(await readdir(workspace), before);
    spoilt.clear();
    await downloading();
    const target = path.join(workspace, 'tool.bin');
    assert.equal(await readFile(target, 'utf8'), 'good');
    await rm(target);
  });

  it('tells an asset and a version that are gone, and lets the view see it', async () => {
    const node = versionNode('generic', '1.0');
    await assert.rejects(download(services(), node), failing('not-found'));
    kept.set('other', Buffer.from('x'));
    const asset = { kind: 'asset', parent: node, asset: { name: 'gone', hashes: {} } };
    await assert.rejects(download(services(), asset), failing('not-found'));
    assert.deepEqual(refreshed, [node.parent, node.parent]);
  });

  it('copies commands for every tool that can fetch a file of Maven', async () => {
    kept.set('tool-1.0-sources.jar', Buffer.from('x'));
    const node = versionNode('maven', '1.0');
    let labels: ReadonlySet<string> = new Set();
    const copied = async (...way: readonly RegExp[]): Promise<string> => {
      await vscode.env.clipboard.writeText('');
      const copying = copyAsCommand(services(), node);
      const question = await inputs.next(copying);
      assert.ok(question);
      for (const label of way) await question.focus(label);
      await question.accept();
      labels = question.labels;
      await copying;
      return await vscode.env.clipboard.readText();
    };
    assert.match(await copied(), /^aws codeartifact get-package-version-asset /);
    const file = `${endpoint}org/example/tool/1.0/tool-1.0-sources.jar`;
    const curl = await copied(/curl/);
    assert.ok(curl.includes('curl --config -') && curl.includes(file), curl);
    const mvn = await copied(/mvn/);
    assert.match(mvn, /^mvn dependency:get [^]*-Dartifact=org\.example:tool:1\.0:jar:sources /);
    kept.clear();
    kept.set('tool-1.0.jar.asc', Buffer.from('x'));
    // The whole way round: mvn cannot fetch it.
    assert.match(await copied(/curl/, /aws/, /curl/), /curl --config -/);
    assert.deepEqual([...labels], ['aws', 'curl']);
  });

  it('compares files, and says so of a folder', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fetch-'));
    try {
      kept.set('tool.bin', Buffer.from('good'));
      const node = versionNode('generic', '1.0');
      const uri = vscode.Uri.file(folder);
      await assert.rejects(verifyFile(services(), node, [uri]), failing('file-unreadable'));
      await writeFile(path.join(folder, 'f'), 'good');
      await verifyFile(services(), node, [vscode.Uri.joinPath(uri, 'f')]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('remembers a folder as long as something is fetched into it', async () => {
    const { transfers } = services();
    const used = () => memento.get<unknown>('transferFolders');
    let endFirst = (): void => undefined;
    const first = transfers.withFolder(
      '/x',
      () => new Promise<void>(resolve => (endFirst = resolve)),
    );
    await transfers.withFolder('/y', () => Promise.resolve());
    await transfers.withFolder('/x', () => Promise.resolve());
    assert.deepEqual(used(), ['/x'], 'the first one is still there');
    endFirst();
    await first;
    assert.deepEqual(used(), []);
  });
});
