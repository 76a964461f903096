import assert from 'node:assert/strict';
import type { PackageVersion } from '../../../../src/core/coordinates';
import { formatDependency } from '../../../../src/ui/explorer/formatDependency';

const version: PackageVersion = {
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'team',
  repository: 'releases',
  format: 'maven',
  namespace: 'org.example',
  package: 'app<1>',
  version: '1.0',
};

describe('dependencyText', () => {
  it('writes a <dependency>, escaped', () =>
    assert.equal(
      formatDependency(version, 'maven'),
      [
        '<dependency>',
        '  <groupId>org.example</groupId>',
        '  <artifactId>app&lt;1&gt;</artifactId>',
        '  <version>1.0</version>',
        '</dependency>',
      ].join('\n'),
    ));
  it('writes a Gradle line that both DSLs read', () =>
    assert.equal(formatDependency(version, 'gradle'), 'implementation("org.example:app<1>:1.0")'));
  it('leaves out the version of a package', () => {
    const { version: _, ...whole } = version;
    assert.equal(formatDependency(whole, 'coordinates'), 'org.example:app<1>');
    assert.equal(formatDependency(whole, 'gradle'), 'implementation("org.example:app<1>")');
    assert.equal(
      formatDependency(whole, 'maven'),
      [
        '<dependency>',
        '  <groupId>org.example</groupId>',
        '  <artifactId>app&lt;1&gt;</artifactId>',
        '</dependency>',
      ].join('\n'),
    );
  });
});
