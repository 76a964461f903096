import assert from 'node:assert/strict';
import {
  toCachedList,
  restoreNodes,
  parseCachedLists,
  mergeLists,
  withoutConnection,
} from '../../../../src/ui/explorer/cachedLists';
import type {
  ConnectionNode,
  DomainNode,
  GroupNode,
  Node,
  PackageNode,
  ParentNode,
  RepositoryNode,
  VersionNode,
} from '../../../../src/ui/explorer/node';

const at = new Date('2026-05-01T12:00:00Z');
const connection: ConnectionNode = {
  kind: 'connection',
  connection: { kind: 'profile', profile: 'me', region: 'eu-west-1' },
};
const team = { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' };
const releases = { ...team, repository: 'releases' };
const guava = { ...releases, format: 'maven', namespace: 'com.google', package: 'guava' } as const;
const domain: DomainNode = { kind: 'domain', parent: connection, domain: team };
const repository: RepositoryNode = { kind: 'repository', parent: domain, repository: releases };
const group: GroupNode = {
  kind: 'group',
  parent: repository,
  repository: releases,
  format: 'maven',
  namespace: 'com.google',
};
const named: PackageNode = { kind: 'package', parent: group, package: guava };
const version: VersionNode = {
  kind: 'version',
  parent: named,
  version: { ...guava, version: '33.0', status: 'Published', origin: 'EXTERNAL' },
};
const nodes: (Node & { readonly parent: ParentNode })[] = [
  domain,
  repository,
  group,
  named,
  version,
];

describe('lists that are kept', () => {
  for (const node of nodes)
    it(`give back a ${node.kind}, through JSON`, () => {
      const json: unknown = JSON.parse(JSON.stringify([toCachedList(node.parent, [node], at)]));
      const [list] = parseCachedLists(json);
      assert.ok(list);
      assert.equal(list.at, '2026-05-01T12:00:00.000Z');
      assert.deepEqual(restoreNodes(list, node.parent), [node]);
    });

  it('hold names, and nothing of what else is known', () => {
    const described = { ...repository, repository: { ...releases, description: 'ours' } };
    const more: Node = { kind: 'more', parent: domain };
    const { children } = toCachedList(domain, [described, more], at);
    assert.deepEqual(children, [{ kind: 'repository', repository: releases }]);
  });

  it('are those of the last answer, and go when it was empty', () => {
    const first = toCachedList(connection, [domain], at);
    const other = toCachedList(
      connection,
      [{ ...domain, domain: { ...team, domain: 'other' } }],
      at,
    );
    assert.deepEqual(mergeLists([first], [other]), [other]);
    assert.deepEqual(mergeLists([first], [toCachedList(connection, [], at)]), []);
  });

  it('are so many at most, the newest', () => {
    const many = Array.from({ length: 200 }, () => domain);
    const lists = Array.from({ length: 25 }, (_, index) => ({
      ...toCachedList(connection, many, at),
      of: `list-${index}`,
    }));
    const all = mergeLists([], lists);
    assert.deepEqual([all.length, all[0]?.of, all.at(-1)?.of], [20, 'list-5', 'list-24']);
    assert.equal(toCachedList(connection, [...many, domain], at).children.length, 200);
  });

  it('go with their connection alone', () => {
    const mine = [toCachedList(connection, [domain], at), toCachedList(domain, [repository], at)];
    const others = { ...toCachedList(connection, [domain], at), of: 'profile:me@eu-west-1-too' };
    const [first] = mine;
    assert.deepEqual(withoutConnection([...mine, others], first?.of ?? ''), [others]);
  });

  const good = toCachedList(domain, [repository], at);
  const odd: [what: string, json: unknown][] = [
    ['nothing', undefined],
    ['no list', { of: 'x' }],
    ['a list without a time', [{ ...good, at: 'never' }]],
    ['a child of no kind', [{ ...good, children: [{ kind: 'asset' }] }]],
    ['a child of a strange kind', [{ ...good, children: [{ kind: 'toString' }] }]],
    ['a child without its names', [{ ...good, children: [{ kind: 'domain', domain: {} }] }]],
    [
      'a child whose names are no texts',
      [{ ...good, children: [{ kind: 'domain', domain: { ...team, owner: 1 } }] }],
    ],
  ];
  const strange: [what: string, child: object][] = [
    ['a namespace of the group', { ...group, namespace: 7 }],
    ['a format of the group', { ...group, format: undefined }],
    ['a namespace of the package', { kind: 'package', package: { ...guava, namespace: 7 } }],
    ['no name of the package', { kind: 'package', package: { ...guava, package: undefined } }],
    ['no status', { kind: 'version', version: { ...version.version, status: undefined } }],
    ['no origin', { kind: 'version', version: { ...version.version, origin: null } }],
  ];
  for (const [what, child] of strange)
    it(`are not what has a wrong field: ${what}`, () =>
      assert.deepEqual(parseCachedLists([{ ...good, children: [child] }]), []));

  for (const [what, json] of odd)
    it(`are not ${what}`, () => assert.deepEqual(parseCachedLists(json), []));
});
