import assert from 'node:assert/strict';
import { defaultLimits } from '../../src/aws/client/awsOptions';
import type { CodeArtifact } from '../../src/core/codeArtifact';
import { advise } from '../../src/ui/errors/advice';
import { Explorer } from '../../src/ui/explorer/explorer';
import type { ConnectionNode, Node } from '../../src/ui/explorer/node';
import { createTreeItem } from '../../src/ui/explorer/createTreeItem';
import { credentialKinds, type CredentialKind, type Fault } from '../unit/aws/credentialKinds';
import type { Cloud } from '../unit/aws/cloud';
import { ManualTimers } from '../unit/aws/manualTimers';
import { withCloud } from '../unit/aws/withCloud';
import type { World } from '../unit/aws/world';
import { awsBundle } from './awsBundle';

/** Nothing that a person reads may hold what the stand-ins hide in what they print and answer. */
const secrets = /hunter2|password|secret-|cloud-token|sso-access|AKID/;

describe('credentials in the tree', () => {
  let world: World;
  let cloud: Cloud;
  let api: CodeArtifact | undefined;
  withCloud(given => ({ world, cloud } = given));
  afterEach(() => api?.dispose());

  /** What the explorer shows below the connection, with the SDK as it is shipped. */
  async function below(kind: CredentialKind, fault?: Fault): Promise<Node[]> {
    kind.setUp(world, cloud);
    const timers = new ManualTimers();
    const limits = { ...defaultLimits, startTimer: timers.start };
    const options = world.options({ approved: cloud.approved, limits });
    const connected = awsBundle().createCodeArtifact(kind.connection, options);
    api = connected;
    fault?.break(world, cloud);
    const explorer = new Explorer({
      rootNodes: () => Promise.resolve([]),
      api: () => Promise.resolve(connected),
      recordListedDomains: () => undefined,
      addedDomains: () => [],
    });
    const node: ConnectionNode = { kind: 'connection', connection: kind.connection };
    const listed = explorer.getChildren(node);
    if (fault?.what === 'hangs') {
      await cloud.hanging;
      timers.pass(defaultLimits.processMs);
    }
    const nodes = await listed;
    explorer.dispose();
    return nodes;
  }

  it('are of every kind', () => assert.ok(credentialKinds.length >= 13));

  for (const kind of credentialKinds) {
    it(`${kind.name}: work`, async () => {
      assert.deepEqual(
        (await below(kind)).map(node => node.kind),
        ['empty'],
      );
      assert.deepEqual(cloud.callers, [kind.caller]);
    });

    for (const fault of kind.faults)
      it(`${kind.name}: ${fault.what}, ${fault.how}`, async () => {
        const [node, ...others] = await below(kind, fault);
        assert.deepEqual(others, []);
        assert.ok(node?.kind === 'failed', node?.kind);
        assert.equal(node.failure.code, fault.code, node.failure.stack);
        const { label, tooltip } = createTreeItem(node);
        const { message, button } = advise(node.failure);
        assert.equal(label, message);
        for (const text of [label, tooltip, button?.title, JSON.stringify(button?.args ?? [])])
          if (typeof text === 'string') assert.doesNotMatch(text, secrets);
      });
  }
});
