import assert from 'node:assert/strict';
import type { PackageVersion } from '../../../../src/core/coordinates';
import { dependencyText } from '../../../../src/ui/explorer/dependencyText';

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
      dependencyText(version, 'maven'),
      [
        '<dependency>',
        '  <groupId>org.example</groupId>',
        '  <artifactId>app&lt;1&gt;</artifactId>',
        '  <version>1.0</version>',
        '</dependency>',
      ].join('\n'),
    ));
  it('writes a Gradle line that both DSLs read', () =>
    assert.equal(dependencyText(version, 'gradle'), 'implementation("org.example:app<1>:1.0")'));
  it('leaves out the version of a package', () => {
    const { version: _, ...whole } = version;
    assert.equal(dependencyText(whole, 'coordinates'), 'org.example:app<1>');
    assert.equal(dependencyText(whole, 'gradle'), 'implementation("org.example:app<1>")');
    assert.equal(
      dependencyText(whole, 'maven'),
      [
        '<dependency>',
        '  <groupId>org.example</groupId>',
        '  <artifactId>app&lt;1&gt;</artifactId>',
        '</dependency>',
      ].join('\n'),
    );
  });
});
