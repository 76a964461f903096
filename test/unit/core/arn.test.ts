import assert from 'node:assert/strict';
import { domainArn, packageArn, repositoryArn } from '../../../src/core/arn';

const team = {
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'team',
  repository: 'r',
};

describe('ARNs', () => {
  it('of a domain', () =>
    assert.equal(domainArn(team), 'arn:aws:codeartifact:eu-west-1:111122223333:domain/team'));
  it('of a repository', () =>
    assert.equal(
      repositoryArn(team),
      'arn:aws:codeartifact:eu-west-1:111122223333:repository/team/r',
    ));
  it('of a package', () =>
    assert.equal(
      packageArn({ ...team, format: 'maven', namespace: 'org.a', package: 'b' }),
      'arn:aws:codeartifact:eu-west-1:111122223333:package/team/r/maven/org.a/b',
    ));
  it('of a package without a namespace', () =>
    assert.match(packageArn({ ...team, format: 'npm', package: 'b' }), /\/npm\/\/b$/));
  it('in China', () => assert.match(domainArn({ ...team, region: 'cn-north-1' }), /^arn:aws-cn:/));
});
