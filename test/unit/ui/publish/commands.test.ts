import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Connection } from '../../../../src/core/connection';
import type { PackageVersion } from '../../../../src/core/coordinates';
import { Secret } from '../../../../src/core/secret';
import type { Shell } from '../../../../src/shared/shell';
import {
  createAwsDownloadCommand,
  createCurlDownloadCommand,
  createMavenDownloadCommand,
  type AssetCommandInput,
} from '../../../../src/ui/download/downloadCommands';
import {
  createPublishCommand,
  createPublishFileCommand,
} from '../../../../src/ui/publish/createPublishCommand';
import { plant, workRoom } from '../../transfer/workRoom';
import { skip } from '../../../skip';

const profile: Connection = { kind: 'profile', profile: 'my dev', region: 'eu-west-1' };
const sandbox: Connection = {
  kind: 'sandbox',
  region: 'eu-west-1',
  endpoint: 'http://127.0.0.1:4000',
  account: '111122223333',
  accessKeyId: 'AKID',
  secretAccessKey: new Secret('canary-secret'),
};
const domain = { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' };
const generic: PackageVersion = {
  ...domain,
  repository: 'releases',
  format: 'generic',
  namespace: 'org.example',
  package: "it's $(rm)",
  version: '1.0.0',
};
const maven: PackageVersion = { ...generic, format: 'maven', package: 'app' };
const endpoint = 'https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/';

/** The arguments that a POSIX shell makes of a text of one command, its program first. */
function words(command: string, program: string): string[] {
  const script = `${program.split(' ')[0] ?? ''}() { printf '%s\\n' "$@"; }\nsha256sum() { echo HASH; }\n${command}`;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
}

describe('commands to copy', () => {
  const folder = workRoom();

  const named = (
    version: PackageVersion,
    connection: Connection = profile,
    shell: Shell = 'posix',
  ): AssetCommandInput => ({
    version,
    connection,
    asset: 'a b;c.jar',
    file: 'a b;c.jar',
    shell,
  });

  it('fetch with the AWS CLI', () => {
    const args = words(createAwsDownloadCommand(named(generic)), 'aws');
    assert.deepEqual(args, [
      ...['codeartifact', 'get-package-version-asset'],
      ...['--region', 'eu-west-1', '--profile', 'my dev'],
      ...['--domain', 'team', '--domain-owner', '111122223333', '--repository', 'releases'],
      ...['--format', 'generic', '--namespace', 'org.example', '--package', "it's $(rm)"],
      ...['--package-version', '1.0.0', '--asset', 'a b;c.jar', 'a b;c.jar'],
    ]);
  });

  it('never let a file name be an option', () =>
    assert.equal(
      words(createAwsDownloadCommand({ ...named(generic), file: '-rf' }), 'aws').at(-1),
      './-rf',
    ));

  it('never let a name be an option', () => {
    const hyphens = { ...generic, package: '-p', version: '--v', namespace: '-' };
    const args = words(
      createPublishFileCommand(hyphens, '-a', '-f', { ...profile, profile: '-x' }, 'posix'),
      'aws',
    );
    assert.deepEqual(
      args.filter(arg => arg.includes('=')),
      ['--profile=-x', '--namespace=-', '--package=-p', '--package-version=--v', '--asset-name=-a'],
    );
    assert.equal(args[args.indexOf('--asset-content') + 1], './-f');
    const places = [{ folder: '/projects', name: '-n' }];
    const text = createPublishCommand(
      hyphens,
      '-a',
      { entries: places, excludedPaths: [] },
      profile,
    );
    const tar = words(`aws() { :; }\n${text}`, 'tar');
    assert.deepEqual(tar.slice(-5), ['-czf', './-a', '-C', '/projects', './-n']);
    assert.match(text, /sha256sum \.\/-a /);
  });

  it('go to the sandbox where that is meant', () => {
    const args = words(createAwsDownloadCommand(named(generic, sandbox)), 'aws');
    assert.equal(args[args.indexOf('--endpoint-url') + 1], 'http://127.0.0.1:4000');
  });

  it('fetch with curl, which reads the token from its standard input', () => {
    const text = createCurlDownloadCommand(named(maven), endpoint);
    const script = [
      'aws() { echo a-token; }',
      `curl() { printf '%s\\n' "$@"; echo "stdin: $(cat)"; }`,
      text,
    ].join('\n');
    const out = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    const lines = out.trimEnd().split('\n');
    assert.equal(lines.at(-1), 'stdin: user = "aws:a-token"');
    assert.equal(lines.at(-2), `${endpoint}org/example/app/1.0.0/a%20b%3Bc.jar`);
    assert.ok(!lines.slice(0, -1).join(' ').includes('a-token'));
  });

  const files: [asset: string, version: string, coordinates: string | undefined][] = [
    ['app-1.0.0.jar', '1.0.0', '1.0.0:jar'],
    ['app-1.0.0.pom', '1.0.0', '1.0.0:pom'],
    ['app-1.0.0-sources.jar', '1.0.0', '1.0.0:jar:sources'],
    ['app-1.0.0-jdk1.5.jar', '1.0.0', '1.0.0:jar:jdk1.5'],
    ['app-1.0.0-bin.tar.gz', '1.0.0', '1.0.0:tar.gz:bin'],
    ['app-1.0.0.tar.gz', '1.0.0', '1.0.0:tar.gz'],
    ['app-1.0-SNAPSHOT.jar', '1.0-SNAPSHOT', '1.0-SNAPSHOT:jar'],
    ['app-1.0-20261123.101112-3-tests.jar', '1.0-SNAPSHOT', '1.0-SNAPSHOT:jar:tests'],
    ['app-1.0-20261123.101112-3.jar', '1.0-20261123.101112-3', '1.0-20261123.101112-3:jar'],
    ['app-1.0.0.jar.asc', '1.0.0', undefined],
    ['app-1.0.0.pom.sha1', '1.0.0', undefined],
    ['maven-metadata.xml', '1.0.0', undefined],
    ['other-1.0.0.jar', '1.0.0', undefined],
  ];
  for (const [asset, version, coordinates] of files)
    it(`fetch ${asset} with Maven, by the server of settings.xml`, () => {
      const text = createMavenDownloadCommand({ ...named({ ...maven, version }), asset }, endpoint);
      assert.deepEqual(
        text && words(text, 'mvn'),
        coordinates && [
          ...['dependency:get', `-DremoteRepositories=team-releases::default::${endpoint}`],
          ...[`-Dartifact=org.example:app:${coordinates}`, '-Dtransitive=false'],
        ],
      );
    });

  it('never write to the terminal what is called -', () => {
    const text = createCurlDownloadCommand({ ...named(maven), file: '-' }, endpoint);
    const script = `aws() { :; }\ncurl() { printf '%s\\n' "$@"; }\n${text}`;
    const args = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\n');
    assert.equal(args[args.indexOf('--output') + 1], './-');
  });

  it('publish one file, or an archive of a folder', () => {
    const args = words(
      createPublishFileCommand(generic, 'a.bin', 'x y/a.bin', profile, 'posix', true),
      'aws',
    );
    assert.deepEqual(args.slice(-7), [
      ...['--asset-name', 'a.bin', '--asset-content', 'x y/a.bin', '--unfinished'],
      ...['--asset-sha256', 'HASH'],
    ]);
    const places = [
      { folder: '/projects/my tool', name: 'a' },
      { folder: '/projects', name: 'b c' },
    ];
    const leftOut = ['a/.env', 'b c/x*'];
    const text = createPublishCommand(
      generic,
      't-1.tar.gz',
      { entries: places, excludedPaths: leftOut },
      profile,
    );
    const tar = words(`aws() { :; }\n${text}`, 'tar');
    assert.deepEqual(tar.slice(-8), [
      ...['-czf', 't-1.tar.gz', '-C', '/projects/my tool', './a', '-C', '/projects', './b c'],
    ]);
    assert.deepEqual(
      tar.filter(word => word.startsWith('--exclude')),
      ['--exclude=./a/.env', '--exclude=./b c/x*'],
    );
    assert.match(text, /--asset-name t-1\.tar\.gz/);
  });

  it('keep out of GNU tar what is left out, wherever the folders lie', async function () {
    if (!execFileSync('tar', ['--version']).includes('GNU tar')) skip(this, "tar is not GNU's");
    const tree = { '.env': 'x', kept: 'x' };
    await plant(folder(), { a: tree, far: { away: { b: tree } } });
    const places = [
      { folder: folder(), name: 'a' },
      { folder: path.join(folder(), 'far', 'away'), name: 'b' },
    ];
    const content = { entries: places, excludedPaths: ['a/.env', 'b/.env'] };
    const text = createPublishCommand(generic, 't.tar.gz', content, profile);
    execFileSync('/bin/sh', ['-c', `aws() { :; }\n${text}`], { cwd: folder() });
    const listed = execFileSync('tar', ['-tzf', path.join(folder(), 't.tar.gz')]).toString();
    assert.deepEqual(listed.trim().split('\n'), ['./a/', './a/kept', './b/', './b/kept']);
  });

  it('are for PowerShell where that is the shell', () => {
    const it = named(maven, profile, 'powershell');
    const fetched = createAwsDownloadCommand(it);
    assert.match(fetched, /--profile 'my dev' `\n/);
    assert.match(fetched, / `\n {2}'a b;c\.jar'\n$/);
    const [ask = '', asked] = createCurlDownloadCommand(it, endpoint).split(/(?<!`)\n/);
    assert.match(
      ask,
      /^\$env:CODEARTIFACT_AUTH_TOKEN = aws codeartifact get-authorization-token `\n/,
    );
    assert.match(
      asked ?? '',
      /^"user = `"aws:\$env:CODEARTIFACT_AUTH_TOKEN`"" \| & \(Get-Command curl -CommandType Application\)\[0\] --config - /,
    );
    assert.match(
      createMavenDownloadCommand({ ...it, asset: 'app-1.0.0.jar' }, endpoint) ?? '',
      /^mvn dependency:get `\n {2}'-DremoteRepositories=.*' `\n {2}'-Dartifact=.*' `\n/,
    );
    const published = createPublishFileCommand(generic, 'a', "it's/a", profile, 'powershell');
    assert.ok(
      published.endsWith(
        " `\n  --asset-sha256 (Get-FileHash -Algorithm SHA256 -LiteralPath 'it''s/a').Hash.ToLower()\n",
      ),
      published,
    );
    for (const text of [fetched, ask, published]) assert.doesNotMatch(text, /\\\n/);
  });

  it('hold no secret, whoever they are for', () => {
    for (const connection of [profile, sandbox]) {
      const it = { ...named(maven, connection), asset: 'app-1.0.0.jar' };
      const all = [
        createAwsDownloadCommand(it),
        createCurlDownloadCommand(it, endpoint),
        createMavenDownloadCommand(it, endpoint),
      ].join('\n');
      assert.doesNotMatch(all, /canary|AKID/);
    }
  });
});
