import assert from 'node:assert/strict';
import type { Codeartifact } from '@aws-sdk/client-codeartifact';
import { withSandbox } from '../runningSandbox';

const account = '111122223333';
const policyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:user/newcomer` },
      Action: 'codeartifact:Describe*',
      Resource: '*',
    },
  ],
});

interface Answer {
  readonly policy?:
    | {
        readonly resourceArn?: string | undefined;
        readonly revision?: string | undefined;
        readonly document?: string | undefined;
      }
    | undefined;
}

/** The three calls on the policy of a domain or of a repository. */
interface Calls {
  readonly resource: string;
  readonly put: (api: Codeartifact, more?: object) => Promise<Answer>;
  readonly get: (api: Codeartifact) => Promise<Answer>;
  readonly remove: (api: Codeartifact, more?: object) => Promise<Answer>;
}

const domain = { domain: 'demo' };
const repository = { domain: 'demo', repository: 'webapp' };

const holders: Readonly<Record<'domain' | 'repository', Calls>> = {
  domain: {
    resource: 'domain/demo',
    put: (api, more) => api.putDomainPermissionsPolicy({ ...domain, policyDocument, ...more }),
    get: api => api.getDomainPermissionsPolicy(domain),
    remove: (api, more) => api.deleteDomainPermissionsPolicy({ ...domain, ...more }),
  },
  repository: {
    resource: 'repository/demo/webapp',
    put: (api, more) =>
      api.putRepositoryPermissionsPolicy({ ...repository, policyDocument, ...more }),
    get: api => api.getRepositoryPermissionsPolicy(repository),
    remove: (api, more) => api.deleteRepositoryPermissionsPolicy({ ...repository, ...more }),
  },
};

describe('permissions policies of the sandbox', () => {
  for (const [kind, { resource, put, get, remove }] of Object.entries(holders)) {
    const missing = {
      name: 'ResourceNotFoundException',
      resourceType: kind,
      resourceId: resource.slice(kind.length + 1),
      message: new RegExp(`The ${kind} '.*' has no permissions policy`),
    };

    it(`of a ${kind} are kept until they are deleted`, () =>
      withSandbox(async ({ api }) => {
        await assert.rejects(get(api), missing);
        await assert.rejects(remove(api), missing);
        const { policy } = await put(api);
        assert.equal(policy?.resourceArn, `arn:aws:codeartifact:us-east-1:${account}:${resource}`);
        assert.equal(policy.document, policyDocument);
        assert.ok(policy.revision);
        assert.deepEqual((await get(api)).policy, policy);
        assert.deepEqual((await remove(api)).policy, policy);
        await assert.rejects(get(api), missing);
      }));

    it(`of a ${kind} change only from the revision that is named`, () =>
      withSandbox(async ({ api }) => {
        const { policy: first } = await put(api);
        const stale = { policyRevision: 'old' };
        const conflict = { name: 'ConflictException', resourceType: kind };
        await assert.rejects(put(api, stale), conflict);
        await assert.rejects(remove(api, stale), conflict);
        const { policy: second } = await put(api, { policyRevision: first?.revision });
        assert.notEqual(second?.revision, first?.revision);
        await assert.rejects(remove(api, { policyRevision: first?.revision }), conflict);
        await remove(api, { policyRevision: second?.revision });
      }));

    it(`of a ${kind} are refused when they are none`, () =>
      withSandbox(async ({ api }) => {
        await assert.rejects(put(api, { policyDocument: '{' }), {
          name: 'ValidationException',
          message: /^Invalid policy document: .*JSON/,
        });
        await assert.rejects(get(api), missing);
      }));
  }
});
