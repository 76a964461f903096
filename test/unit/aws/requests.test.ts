import assert from 'node:assert/strict';
import { createCodeArtifact } from '../../../src/aws/aws';
import type { Cloud } from './cloud';
import { patience, region, repositoryAt } from './coordinates';
import { json } from './stubServer';
import { withCloud } from './withCloud';
import type { World } from './world';

describe('what the service is asked', () => {
  let world: World;
  let cloud: Cloud;
  withCloud(given => ({ world, cloud } = given));
  const profile = { kind: 'profile', profile: 'p', region } as const;
  const connected = () => createCodeArtifact(profile, world.options({ approved: cloud.approved }));
  const keys = 'aws_access_key_id=AKIDBASE\naws_secret_access_key=s\n';

  for (const [what, filter, query] of [
    ['all packages', {}, []],
    ['packages that may not be published', { publish: 'BLOCK' }, ['publish=BLOCK']],
    [
      'packages that may be published and come from upstream',
      { publish: 'ALLOW', upstream: 'ALLOW' },
      ['publish=ALLOW', 'upstream=ALLOW'],
    ],
    [
      'packages of a format, by the start of their names',
      { format: 'maven', namespacePrefix: 'org', packagePrefix: 'a' },
      ['format=maven', 'namespace=org', 'package-prefix=a'],
    ],
  ] as const)
    it(`is a list of ${what}`, async () => {
      world.config(`[profile p]\n${keys}`);
      cloud.replies.codeartifact = json(200, { packages: [] });
      const api = connected();
      await api.packages(repositoryAt(cloud.server.origin), filter, undefined, patience);
      const [seen] = cloud.asked('codeartifact');
      const names = ['format', 'namespace', 'package-prefix', 'publish', 'upstream'];
      const found = [...(seen?.query ?? [])].filter(([name]) => names.includes(name));
      assert.deepEqual(found.map(it => it.join('=')).sort(), query);
      api.dispose();
    });

  for (const [what, line, signed] of [
    ["the profile's", 'region=us-west-2\n', 'us-west-2'],
    ["the connection's, where the profile has none", '', region],
  ] as const)
    it(`is a role in a region: ${what}`, async () => {
      const role = 'arn:aws:iam::111122223333:role/dev';
      world.config(
        `[profile p]\nrole_arn=${role}\nsource_profile=b\n${line}[profile b]\n${keys}region=eu-north-1\n`,
      );
      const api = connected();
      await api.domains(undefined, patience);
      const [seen] = cloud.asked('sts');
      assert.match(seen?.headers.authorization ?? '', new RegExp(`/${signed}/sts/`));
      api.dispose();
    });
});
