import assert from 'node:assert/strict';
import {
  connectionFromArgument,
  connectionOf,
  isAssetNode,
  isDomainNode,
  isRepositoryNode,
  isVersionNode,
  nodeKind,
  nodeId,
  packageCoordinates,
  type Node,
} from '../../../../src/ui/explorer/node';

const connection = { kind: 'default', region: 'eu-west-1' } as const;
const domain = { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' };
const repository = { ...domain, repository: 'releases' };
const pkg = { ...repository, format: 'maven', namespace: 'org.x', package: 'app' } as const;
const version = { ...pkg, version: '1.0' };

const tree = (() => {
  const ofConnection = { kind: 'connection', connection } as const;
  const ofDomain = { kind: 'domain', parent: ofConnection, domain } as const;
  const ofRepository = { kind: 'repository', parent: ofDomain, repository } as const;
  const group = {
    kind: 'group',
    parent: ofRepository,
    format: 'maven',
    namespace: 'org.x',
  } as const;
  const ofPackage = { kind: 'package', parent: group, package: pkg } as const;
  const ofVersion = { kind: 'version', parent: ofPackage, version } as unknown as Node;
  const asset = {
    kind: 'asset',
    parent: ofVersion,
    asset: { name: 'a|b#c.jar' },
  } as unknown as Node;
  const more = { kind: 'more', parent: ofDomain } as unknown as Node;
  const failed = { kind: 'failed', parent: ofRepository } as unknown as Node;
  const empty = { kind: 'empty', parent: ofConnection } as unknown as Node;
  const stopped = { kind: 'stoppedSandbox' } as unknown as Node;
  return {
    connection: ofConnection,
    domain: ofDomain,
    repository: ofRepository,
    group,
    package: ofPackage as unknown as Node,
    version: ofVersion,
    asset,
    more,
    failed,
    empty,
    stoppedSandbox: stopped,
  } as Readonly<Record<Node['kind'], Node>>;
})();

describe('a node of the explorer', () => {
  const top = 'default@eu-west-1';
  const ofDomain = 'eu-west-1/111122223333/team';
  const ids: Readonly<Record<string, (own: string) => string>> = {
    connection: own => own,
    stoppedSandbox: () => 'sandbox',
    domain: own => `${own}|${ofDomain}`,
    repository: own => `${own}|${ofDomain}|releases`,
    group: own => `${own}|${ofDomain}|releases|maven:org.x`,
    package: own => `${own}|${ofDomain}|releases|maven:org.x|app`,
    version: own => `${own}|${ofDomain}|releases|maven:org.x|app|1.0`,
    asset: own => `${own}|${ofDomain}|releases|maven:org.x|app|1.0|a%7Cb%23c.jar`,
    more: own => `${own}|${ofDomain}#more`,
    failed: own => `${own}|${ofDomain}|releases#failed`,
    empty: own => `${own}#empty`,
  };
  for (const [kind, node] of Object.entries(tree))
    it(`of the kind ${kind} has an id and a kind of its own`, () => {
      const own = nodeId(tree.connection);
      assert.match(own, /eu-west-1/, top);
      assert.equal(nodeId(node), ids[kind]?.(own));
      assert.equal(nodeKind(node), kind);
      assert.deepEqual(
        [isRepositoryNode, isDomainNode, isVersionNode, isAssetNode].map(is => is(node)),
        ['repository', 'domain', 'version', 'asset'].map(it => it === kind),
      );
    });

  it('leads to its connection', () => {
    for (const [kind, node] of Object.entries(tree)) {
      if (node.kind === 'stoppedSandbox') continue;
      assert.equal(connectionOf(node), connection, kind);
      assert.equal(connectionFromArgument(node), connection, kind);
    }
    assert.equal(connectionFromArgument(tree.stoppedSandbox), undefined);
  });

  it('has coordinates when it is a package or a version', () => {
    assert.equal(packageCoordinates(tree.package), pkg);
    assert.equal(packageCoordinates(tree.version), version);
    for (const node of [tree.asset, tree.group, undefined])
      assert.equal(packageCoordinates(node), undefined);
  });

  for (const value of [undefined, null, 'domain', 7, {}, { kind: 'toString' }, { kind: 7 }])
    it(`is not ${JSON.stringify(value)}`, () => {
      assert.equal(nodeKind(value), undefined);
      assert.equal(connectionFromArgument(value), undefined);
    });
});
