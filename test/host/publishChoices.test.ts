import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ArchivePlan } from '../../src/archive/plan/archivePlan';
import type { Asset, HashName } from '../../src/core/asset';
import type { CodeArtifact, VersionDetails, VersionSummary } from '../../src/core/codeArtifact';
import type { Domain, Package } from '../../src/core/coordinates';
import { Failure } from '../../src/core/failure';
import { listRepositoryItems } from '../../src/ui/explorer/showRepositoryPicker';
import { Explorer } from '../../src/ui/explorer/explorer';
import type { Node, RepositoryNode } from '../../src/ui/explorer/node';
import { showPackagePicker } from '../../src/ui/download/showPackagePicker';
import { formatArchivePlan } from '../../src/ui/publish/formatArchivePlan';
import {
  createAssetDetailItems,
  createVersionDetailItems,
} from '../../src/ui/download/showDetails';
import { describeVerification } from '../../src/ui/download/describeVerification';
import { describeMatch, describeMismatch } from '../../src/ui/download/verifyFile';
import { fakeApi } from '../unit/fakeApi';
import { QuickInputs } from './quickInputs';

const { signal } = new AbortController();
const domain = { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'demo' };
const connection = { kind: 'default', region: 'eu-west-1' } as const;
const node: RepositoryNode = {
  kind: 'repository',
  parent: { kind: 'domain', parent: { kind: 'connection', connection }, domain },
  repository: { ...domain, repository: 'webapp' },
};
const of: Package = {
  ...node.repository,
  format: 'generic',
  namespace: 'org.example',
  package: 'tool',
};

describe('what publishing offers and tells', () => {
  let log: vscode.LogOutputChannel;
  before(() => {
    log = vscode.window.createOutputChannel('Test of choices', { log: true });
  });
  after(() => log.dispose());

  it('reaches the packages of every page', async () => {
    const names = ['a', 'b', 'c'];
    const asked: (string | undefined)[] = [];
    const paged = fakeApi({
      packages: (_, __, next) => {
        asked.push(next);
        const at = Number(next ?? 0);
        const items = names.slice(at, at + 1).map(name => ({ ...of, package: name }));
        return Promise.resolve({ items, ...(at < 2 && { next: String(at + 1) }) });
      },
    });
    const inputs = new QuickInputs();
    const picking = showPackagePicker(paged, node.repository);
    const question = await inputs.next(picking);
    inputs.dispose();
    for (const found of [/^a$/, /^b$/]) {
      await question?.focus(found);
      await question?.focus(/More/);
      await question?.press();
    }
    await question?.focus(/^c$/);
    await question?.accept();
    assert.equal((await picking)?.package, 'c');
    assert.deepEqual(asked, [undefined, '1', '2']);
  });

  it('chooses among repositories of every page and of named domains, and leaves out what fails', async () => {
    const named = { ...node.parent.domain, domain: 'named' };
    const refused = new Failure('access-denied', 'closed');
    const paged = fakeApi({
      domains: () =>
        Promise.resolve({ items: [node.parent.domain, { ...named, domain: 'closed' }] }),
      repositories: (domain, next) => {
        if (domain.domain === 'closed') return Promise.reject(refused);
        const repository = `${domain.domain}-${next ?? '0'}`;
        const items = [{ ...domain, repository }];
        return Promise.resolve({ items, ...(next === undefined && { next: '1' }) });
      },
    });
    const choosing = (api: CodeArtifact, added: readonly Domain[]) => {
      const connections = {
        available: () => Promise.resolve([connection]),
        api: () => Promise.resolve(api),
        addedDomains: () => added,
      };
      return listRepositoryItems({ log, connections }, signal);
    };
    assert.deepEqual(
      (await choosing(paged, [named])).map(it => it.node.repository.repository),
      ['named-0', 'named-1', 'demo-0', 'demo-1'],
    );
    const unlisted = { ...paged, domains: () => Promise.reject(refused) };
    assert.equal((await choosing(unlisted, [named])).length, 2);
    await assert.rejects(choosing(unlisted, []), refused);
  });

  it('refreshes the repository that the tree shows, whoever names it', async () => {
    const repositories = () => Promise.resolve({ items: [node.repository] });
    const explorer = new Explorer({
      rootNodes: () => Promise.resolve([]),
      api: () => Promise.resolve(fakeApi({ repositories })),
      recordListedDomains: () => undefined,
      addedDomains: () => [],
    });
    const [shown] = await explorer.getChildren(node.parent);
    assert.ok(shown?.kind === 'repository');
    const fired: (Node | undefined)[] = [];
    const listening = explorer.onDidChangeTreeData(it => fired.push(it));
    explorer.refresh({ ...shown });
    listening.dispose();
    explorer.dispose();
    assert.equal(fired[0], shown, 'VS Code knows a node by its object');
  });

  it('shows the size, the origin and every hash of what was published, each to be copied', () => {
    const published = new Date('2026-01-02T03:04:05Z');
    const version: VersionDetails = {
      ...of,
      version: '1.0.0',
      status: 'Published',
      origin: 'INTERNAL',
      licenses: ['MIT'],
      revision: 'r1',
      entryPoint: 'webapp',
      published,
    };
    const hashes = { MD5: '1', 'SHA-1': '2', 'SHA-256': '3', 'SHA-512': '4' };
    const asset: Asset = { name: 'a.bin', sizeBytes: 1500, hashes };
    const copied = (lines: ReturnType<typeof createVersionDetailItems>) =>
      Object.fromEntries(lines.map(it => [it.label, it.copyText]));
    const { 'ARN of the package': arn, ...lines } = copied(
      createVersionDetailItems(version, [asset, asset]),
    );
    assert.match(arn ?? '', /package\/demo\/webapp\/generic\/org\.example\/tool$/);
    assert.deepEqual(lines, {
      Version: '1.0.0',
      Status: 'Published',
      Published: published.toISOString(),
      Origin: 'published to webapp',
      Revision: 'r1',
      Size: '3000',
      License: 'MIT',
      Package: 'tool',
      Namespace: 'org.example',
    });
    assert.deepEqual(copied(createAssetDetailItems(asset)), {
      Name: 'a.bin',
      Size: '1500',
      ...hashes,
    });
    const external = {
      ...version,
      origin: 'EXTERNAL',
      entryPoint: 'public:maven-central',
    } as const;
    const { Origin, Size } = copied(
      createVersionDetailItems(external, [{ name: 'b', hashes: {} }]),
    );
    assert.deepEqual([Origin, Size], ['came through public:maven-central', undefined]);
  });

  it('says how far what came was verified', () => {
    const cases: [compared: (HashName | undefined)[], text: RegExp][] = [
      [['SHA-256', 'SHA-256'], /^SHA-256 verified$/],
      [['SHA-512'], /^not verified by SHA-256.* equal by SHA-512$/],
      [['SHA-256', 'MD5', 'SHA-1', 'MD5'], /^not verified by SHA-256.* equal by MD5, SHA-1$/],
      [[undefined], /^not verified: CodeArtifact lists no hash of it$/],
      [['SHA-256', undefined], /^not all verified: /],
    ];
    for (const [compared, text] of cases) assert.match(describeVerification(compared), text);
  });

  it('says what a local file equals, and what could not be compared', () => {
    const version: VersionSummary = {
      ...of,
      version: '1.0.0',
      status: 'Published',
      origin: 'INTERNAL',
    };
    const asset = { name: 'a.bin', hashes: {} };
    assert.match(
      describeMatch('f', { version, asset, hashName: 'SHA-256' }),
      /^f is the published a\.bin of org\.example\/tool 1\.0\.0: the SHA-256 is the same\.$/,
    );
    assert.match(
      describeMatch('f', { version, asset, hashName: 'MD5' }),
      /^f seems to be .*the MD5 is/,
    );
    const none = { match: undefined, versionCount: 3, withoutHashCount: 0 };
    assert.equal(
      describeMismatch('f', of, none),
      'f matches no asset of tool (3 versions were compared).',
    );
    assert.match(
      describeMismatch('f', of, { ...none, withoutHashCount: 2 }),
      /could not be compared.*: 2\.$/,
    );
  });

  it('tells in the preview which secrets go in by choice', () => {
    const plan: ArchivePlan = {
      entries: [],
      files: 0,
      bytes: 0,
      excluded: [],
      problems: [],
      warnings: [],
    };
    const text = formatArchivePlan([], plan, [{ path: '.env', kind: 'file', reason: 'secret' }]);
    assert.match(text, /Included because you chose it \(1\)\n +\.env +looks like a secret/);
    assert.doesNotMatch(formatArchivePlan([], plan), /choice/);
  });

  it('warns in the preview of names that Windows cannot have', () => {
    const plan: ArchivePlan = {
      entries: [],
      files: 0,
      bytes: 0,
      excluded: [],
      problems: [],
      warnings: [{ path: 'a/10:00.log', reason: 'Windows has no names with :' }],
    };
    assert.match(
      formatArchivePlan([], plan),
      /Windows cannot unpack.*\(1\)\n +a\/10:00\.log +Windows has/,
    );
    assert.doesNotMatch(formatArchivePlan([], { ...plan, warnings: [] }), /Windows/);
  });
});
