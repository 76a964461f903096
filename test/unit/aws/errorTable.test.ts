import assert from 'node:assert/strict';
import { createCodeArtifact } from '../../../src/aws/aws';
import { isFailure } from '../../../src/core/failure';
import { Cloud } from './cloud';
import { domainAt, patience, region, repositoryAt } from './coordinates';
import { errorTable } from './errorTable';
import { World } from './world';

describe('the errors that users meet', () => {
  for (const row of errorTable)
    it(`${row.shape}: ${row.code}`, async () => {
      const world = new World();
      const cloud = await new Cloud().start(world);
      world.config('[profile p]\naws_access_key_id=AKIDSTATIC\naws_secret_access_key=s\n');
      if (row.reply) cloud.replies.codeartifact = row.reply;
      row.setUp?.(world, cloud);
      const realm = process.env['AWS_ENDPOINT_URL_CODEARTIFACT'] ?? '';
      const approved = [realm, cloud.server.origin].map(origin => ({ origin, region }));
      const connection = row.connection ?? { kind: 'profile', profile: 'p', region };
      const api = createCodeArtifact(connection, world.options({ approved }));
      const calls = {
        token: () => api.token(domainAt(realm), 900, patience),
        identity: () => api.identity(patience),
        repository: () => api.repository(repositoryAt(realm), patience),
      };
      const error: unknown = await calls[row.call ?? 'token']().catch((it: unknown) => it);
      api.dispose();
      await cloud.server.stop();
      world.dispose();
      assert.ok(isFailure(error), error instanceof Error ? error.stack : 'it worked');
      assert.equal(error.code, row.code, error.stack);
      const { details } = error;
      for (const [key, value] of Object.entries(row.details ?? {}))
        assert.equal(details[key as keyof typeof details], value, key);
      if (row.why) assert.match(details.reason ?? details.message ?? '', row.why);
      assert.ok(error.subject);
    });
});
