import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openAwsCli, type AwsCli } from './awsCli';
import { Conversation, type Shape } from './conversation';
import { requireAwsCli, type AwsCli as InstalledCli } from '../../tools/machine/awsCli';
import { needed, run } from './run';
import { startSandboxProcess, temporaryFolder, type SandboxProcess } from './sandboxProcess';

const account = '111122223333';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const some: Shape = value => value !== undefined;

describe('The AWS CLI', () => {
  const { folder, remove } = temporaryFolder('sandbox-aws');
  let sandbox: SandboxProcess | undefined;
  let program: InstalledCli;
  let cli: AwsCli;
  let newcomerCli: AwsCli;
  let aws: Conversation;
  let newcomer: Conversation;

  before(async function () {
    program = await needed(this, requireAwsCli);
    sandbox = await startSandboxProcess(path.join(folder, 'data'), ['--upstream', folder]);
    cli = await openAwsCli(program, unchecked('sandbox'));
    newcomerCli = await openAwsCli(program, unchecked('newcomer'));
    aws = new Conversation(cli);
    newcomer = new Conversation(newcomerCli);
  });

  after(async () => {
    if (!sandbox) return;
    console.log(`      ${aws.checks + newcomer.checks} answers checked`);
    cli.close();
    newcomerCli.close();
    await sandbox.stop();
    remove();
  });

  /** The client's own checks are off: what is not valid is to reach the sandbox. */
  const unchecked = (user: string): NodeJS.ProcessEnv => {
    assert.ok(sandbox);
    const env = sandbox.environment(user);
    const config = readFileSync(env['AWS_CONFIG_FILE'] ?? '', 'utf8');
    const place = file(
      'config',
      config.replaceAll('region =', 'parameter_validation = false\nregion ='),
    );
    return { ...env, AWS_CONFIG_FILE: place };
  };

  const file = (name: string, text: string): string => {
    const place = path.join(folder, name);
    writeFileSync(place, text);
    return place;
  };

  const publish = (domain: string, version: string, asset: string, content: string) =>
    `publish-package-version --domain ${domain} --repository one --format generic --namespace ns --package pkg --package-version ${version} --asset-name ${asset} --asset-content ${file(asset, content)} --asset-sha256 ${sha256(content)}`;
  const pkg = (domain: string, repository = 'one') =>
    `--domain ${domain} --repository ${repository} --format generic --namespace ns --package pkg`;

  const newRepository = async (domain: string, ...repositories: readonly string[]) => {
    await aws.says(`create-domain --domain ${domain}`);
    for (const it of repositories)
      await aws.says(`create-repository --domain ${domain} --repository ${it}`);
  };

  it('works as the process that people start', async () => {
    assert.ok(sandbox);
    const env = sandbox.environment();
    const identity = await run(program.aws, ['sts', 'get-caller-identity', '--output', 'json'], {
      env,
    });
    assert.deepEqual(
      { ...(JSON.parse(identity.stdout) as object), UserId: 'x' },
      { UserId: 'x', Account: account, Arn: `arn:aws:iam::${account}:user/sandbox` },
    );
    const missing = ['codeartifact', 'describe-domain', '--domain', 'nowhere'];
    const { code, stderr } = await run(program.aws, missing, { env });
    assert.ok(code === 254 || code === 255, String(code));
    assert.match(
      stderr,
      /ResourceNotFoundException.*Domain not found. Domain 'nowhere' owned by account '111122223333' does not exist/,
    );
  });

  it('makes, shows, lists and deletes domains', async () => {
    const arn = `arn:aws:codeartifact:us-east-1:${account}:domain/dom-one`;
    const shown = { name: 'dom-one', owner: account, arn, status: 'Active', createdTime: some };
    await aws.says('create-domain --domain dom-one --tags key=team,value=core', { domain: shown });
    await aws.fails('create-domain --domain dom-one', 'ConflictException', /already exists/);
    await aws.says('describe-domain --domain dom-one', {
      domain: {
        ...shown,
        repositoryCount: 0,
        assetSizeBytes: 0,
        encryptionKey: some,
        s3BucketArn: some,
      },
    });
    await aws.says(`describe-domain --domain dom-one --domain-owner ${account}`, { domain: shown });
    await aws.fails(
      'describe-domain --domain dom-one --domain-owner 999988887777',
      'ResourceNotFoundException',
      /owned by account '999988887777'/,
    );
    await aws.says('create-domain --domain dom-two');
    await aws.says(['list-domains', '--query', "domains[?starts_with(name,'dom-')]"], {});
    const all = await aws.says('list-domains --page-size 1', {});
    const names = (all['domains'] as { name: string }[]).map(it => it.name);
    assert.ok(names.includes('dom-one') && names.includes('dom-two'));
    await aws.says('list-domains --max-items 1 --page-size 1', {
      domains: [some],
      NextToken: some,
    });
    await aws.fails(
      'list-domains --no-paginate --max-results 0',
      'ValidationException',
      /greater than or equal to 1/,
    );
    await aws.fails(
      'list-domains --no-paginate --max-results 1001',
      'ValidationException',
      /less than or equal to 1000/,
    );
    await aws.fails(
      'list-domains --no-paginate --next-token nonsense',
      'ValidationException',
      /nextToken/,
    );
    await aws.fails('create-domain --domain Upper', 'ValidationException', /regular expression/);
    await aws.fails(
      'create-domain --domain a',
      'ValidationException',
      /length greater than or equal to 2/,
    );
    await aws.says('delete-domain --domain dom-two', {
      domain: { name: 'dom-two', status: 'Deleted' },
    });
    await aws.fails('describe-domain --domain dom-two', 'ResourceNotFoundException');
    await aws.says('delete-domain --domain dom-two');
    await aws.says('create-repository --domain dom-one --repository rep');
    await aws.fails('delete-domain --domain dom-one', 'ConflictException', /repositories/);
    await aws.fails('create-domain --domain dom-one --encryption-key k', 'ConflictException');
  });

  it('makes, changes, connects, lists and deletes repositories', async () => {
    await aws.says('create-domain --domain reps');
    const store = 'create-repository --domain reps --repository store';
    await aws.says([...store.split(' '), '--description', 'The store'], {
      repository: {
        name: 'store',
        administratorAccount: account,
        domainName: 'reps',
        domainOwner: account,
        arn: `arn:aws:codeartifact:us-east-1:${account}:repository/reps/store`,
        description: 'The store',
        upstreams: [],
        externalConnections: [],
        createdTime: some,
      },
    });
    await aws.fails(store, 'ConflictException', /already exists/);
    await aws.fails(
      'create-repository --domain nope --repository store',
      'ResourceNotFoundException',
    );
    await aws.fails('create-repository --domain reps --repository .x', 'ValidationException');
    await aws.says(
      'create-repository --domain reps --repository app --upstreams repositoryName=store',
      {
        repository: { upstreams: [{ repositoryName: 'store' }] },
      },
    );
    await aws.fails(
      'create-repository --domain reps --repository bad --upstreams repositoryName=missing',
      'ResourceNotFoundException',
      /missing/,
    );
    await aws.fails(
      'update-repository --domain reps --repository store --upstreams repositoryName=app',
      'ValidationException',
      /cycle/,
    );
    await aws.fails(
      'update-repository --domain reps --repository store --upstreams repositoryName=store',
      'ValidationException',
    );
    await aws.says('update-repository --domain reps --repository app --description new', {
      repository: { description: 'new', upstreams: [{ repositoryName: 'store' }] },
    });
    const connection =
      '--domain reps --repository store --external-connection public:maven-central';
    await aws.says(`associate-external-connection ${connection}`, {
      repository: {
        externalConnections: [
          {
            externalConnectionName: 'public:maven-central',
            packageFormat: 'maven',
            status: 'Available',
          },
        ],
      },
    });
    await aws.fails(`associate-external-connection ${connection}`, 'ConflictException');
    await aws.fails(
      'associate-external-connection --domain reps --repository store --external-connection public:npmjs',
      'ServiceQuotaExceededException',
    );
    await aws.fails(
      'associate-external-connection --domain reps --repository store --external-connection public:nothing',
      'ValidationException',
    );
    await aws.fails(
      'associate-external-connection --domain reps --repository app --external-connection public:npmjs',
      'ConflictException',
      /upstream/,
    );
    await aws.says('describe-repository --domain reps --repository store', {
      repository: { externalConnections: [some] },
    });
    await aws.says(`disassociate-external-connection ${connection}`, {
      repository: { externalConnections: [] },
    });
    await aws.fails(`disassociate-external-connection ${connection}`, 'ResourceNotFoundException');
    await aws.says('list-repositories-in-domain --domain reps --page-size 1', {
      repositories: [{ name: 'app' }, { name: 'store' }],
    });
    await aws.says('list-repositories-in-domain --domain reps --repository-prefix st', {
      repositories: [{ name: 'store', description: 'The store' }],
    });
    await aws.says(
      `list-repositories-in-domain --domain reps --administrator-account 999988887777`,
      {
        repositories: [],
      },
    );
    await aws.says('list-repositories --repository-prefix app', {
      repositories: [{ domainName: 'reps' }],
    });
    await aws.fails('list-repositories-in-domain --domain nope', 'ResourceNotFoundException');
    await aws.says('get-repository-endpoint --domain reps --repository app --format npm', {
      repositoryEndpoint: `${sandbox?.announcement.endpoint ?? ''}/npm/d/reps-${account}/app/`,
    });
    await aws.says(
      'get-repository-endpoint --domain reps --repository app --format maven --endpoint-type ipv4',
    );
    await aws.fails(
      'get-repository-endpoint --domain reps --repository app --format zip',
      'ValidationException',
      /enum value set/,
    );
    await aws.says('delete-repository --domain reps --repository store', {
      repository: { name: 'store' },
    });
    await aws.says('describe-repository --domain reps --repository app', {
      repository: { upstreams: [] },
    });
    await aws.fails(
      'delete-repository --domain reps --repository store',
      'ResourceNotFoundException',
    );
  });

  it('gives tokens of the length that was asked for', async () => {
    await aws.says('create-domain --domain tokens');
    const before = Date.now() / 1000;
    for (const [duration, seconds] of [
      ['', 43_200],
      ['--duration-seconds 900', 900],
      ['--duration-seconds 0', 43_200],
    ] as const) {
      const answer = await aws.says(`get-authorization-token --domain tokens ${duration}`.trim(), {
        authorizationToken: /^[\w-]+(\.[\w-]+){4}$/,
      });
      const expires = Number(new Date(answer['expiration'] as string | number));
      const lifetime = expires / (typeof answer['expiration'] === 'number' ? 1 : 1000) - before;
      assert.ok(Math.abs(lifetime - seconds) < 60, `${lifetime} of ${seconds}`);
    }
    const token = 'get-authorization-token --domain tokens --duration-seconds';
    await aws.fails(`${token} 899`, 'ValidationException', /duration/);
    await aws.fails(`${token} 43201`, 'ValidationException', /43200/);
    await aws.fails('get-authorization-token --domain nope', 'ResourceNotFoundException');
  });

  it('publishes a generic package, asset by asset, and gives it back', async () => {
    await newRepository('pub', 'one');
    const first = publish('pub', '1.0', 'a.txt', 'first');
    await aws.says(`${first} --unfinished`, {
      format: 'generic',
      namespace: 'ns',
      package: 'pkg',
      version: '1.0',
      status: 'Unfinished',
      versionRevision: some,
      asset: {
        name: 'a.txt',
        size: 5,
        hashes: { 'SHA-256': sha256('first'), MD5: /^[0-9a-f]{32}$/ },
      },
    });
    await aws.says(`${first} --unfinished`, { status: 'Unfinished' });
    await aws.fails(
      `${publish('pub', '1.0', 'a.txt', 'other')} --unfinished`,
      'ConflictException',
      /a\.txt/,
    );
    await aws.says(publish('pub', '1.0', 'b.txt', 'second'), { status: 'Published' });
    await aws.says(publish('pub', '1.0', 'b.txt', 'second'), { status: 'Published' });
    await aws.fails(publish('pub', '1.0', 'b.txt', 'changed'), 'ConflictException');
    await aws.fails(publish('pub', '1.0', 'c.txt', 'late'), 'ConflictException', /Published/);
    const wrongHash = publish('pub', '2.0', 'a.txt', 'x').replace(sha256('x'), sha256('y'));
    await aws.fails(wrongHash, 'ValidationException', /SHA-256/);
    await aws.fails(
      `describe-package-version ${pkg('pub')} --package-version 2.0`,
      'ResourceNotFoundException',
    );
    await aws.fails(
      publish('pub', '3.0', 'a.txt', 'x').replace('generic', 'maven'),
      'ValidationException',
      /maven/,
    );
    await aws.fails(
      publish('pub', '3.0', 'a.txt', 'x').replace(' --namespace ns', ''),
      'ValidationException',
      /[Nn]amespace/,
    );
    await aws.fails(
      publish('pub', '3.0', 'x', 'x').replace('--asset-name x', '--asset-name a#b'),
      'ValidationException',
      /a#b/,
    );
    await aws.fails(
      publish('pub', '3.0', 'a.txt', 'x').replace('repository one', 'repository two'),
      'ResourceNotFoundException',
    );
    const version = `${pkg('pub')} --package-version 1.0`;
    await aws.says(`list-package-version-assets ${version} --page-size 1`, {
      assets: [
        { name: 'a.txt', size: 5 },
        { name: 'b.txt', size: 6 },
      ],
    });
    await aws.says(`list-package-version-assets ${version} --no-paginate --max-results 1`, {
      version: '1.0',
      versionRevision: some,
      assets: [some],
      nextToken: some,
    });
    const target = path.join(folder, 'got.txt');
    await aws.says(`get-package-version-asset ${version} --asset a.txt ${target}`, {
      assetName: 'a.txt',
      packageVersion: '1.0',
      packageVersionRevision: some,
    });
    assert.equal(readFileSync(target, 'utf8'), 'first');
    await aws.fails(
      `get-package-version-asset ${version} --asset zzz ${target}`,
      'ResourceNotFoundException',
      /zzz/,
    );
    await aws.fails(
      `get-package-version-asset ${version} --asset a.txt --package-version-revision other ${target}`,
      'ResourceNotFoundException',
      /revision/,
    );
    await aws.says(`describe-package-version ${version}`, {
      packageVersion: {
        format: 'generic',
        namespace: 'ns',
        packageName: 'pkg',
        version: '1.0',
        status: 'Published',
        publishedTime: some,
        origin: { originType: 'INTERNAL', domainEntryPoint: { repositoryName: 'one' } },
      },
    });
    await aws.says('describe-domain --domain pub', {
      domain: { assetSizeBytes: 11, repositoryCount: 1 },
    });
    await aws.fails(`get-package-version-readme ${version}`, 'ResourceNotFoundException');
    await aws.fails(`list-package-version-dependencies ${version}`, 'ValidationException');
  });

  it('lists packages and versions page by page, filtered and sorted', async () => {
    await newRepository('lists', 'one');
    for (const version of ['1.10', '1.9', '1.2'])
      await aws.says(publish('lists', version, 'a.txt', 'same'));
    for (const name of ['beta', 'alpha'])
      await aws.says(
        publish('lists', '1.0', 'a.txt', 'same').replace('--package pkg', `--package ${name}`),
      );
    const list = 'list-packages --domain lists --repository one';
    const names = (...wanted: string[]) => ({ packages: wanted.map(it => ({ package: it })) });
    await aws.says(list, names('alpha', 'beta', 'pkg'));
    await aws.says(`${list} --page-size 1`, names('alpha', 'beta', 'pkg'));
    await aws.says(`${list} --format generic --namespace n`, names('alpha', 'beta', 'pkg'));
    await aws.says(`${list} --format generic --namespace other`, names());
    await aws.says(`${list} --format npm`, names());
    await aws.says(`${list} --package-prefix be`, names('beta'));
    await aws.says(`${list} --publish ALLOW`, names('alpha', 'beta', 'pkg'));
    await aws.says(`${list} --upstream ALLOW`, names());
    await aws.fails(`${list} --namespace ns`, 'ValidationException', /format/);
    const page = await aws.says(`${list} --no-paginate --max-results 2`, {
      packages: [some, some],
      nextToken: some,
    });
    const token = `--no-paginate --max-results 2 --next-token ${String(page['nextToken'])}`;
    await aws.says(`${list} ${token}`, { packages: [{ package: 'pkg' }], nextToken: undefined });
    await aws.fails(`${list} --package-prefix x ${token}`, 'ValidationException', /nextToken/);
    await aws.fails(`${list} --no-paginate --max-results 1001`, 'ValidationException');
    const versions = `list-package-versions ${pkg('lists')}`;
    const order = (...wanted: string[]) => ({ versions: wanted.map(it => ({ version: it })) });
    await aws.says(versions, {
      ...order('1.10', '1.2', '1.9'),
      defaultDisplayVersion: '1.2',
      package: 'pkg',
    });
    await aws.says(`${versions} --sort-by PUBLISHED_TIME`, order('1.2', '1.9', '1.10'));
    await aws.says(
      `${versions} --sort-by PUBLISHED_TIME --page-size 1`,
      order('1.2', '1.9', '1.10'),
    );
    await aws.says(`${versions} --status Archived`, order());
    await aws.says(`${versions} --origin-type INTERNAL`, order('1.10', '1.2', '1.9'));
    await aws.says(`${versions} --origin-type EXTERNAL`, order());
    await aws.fails(`${versions} --status Gone`, 'ValidationException', /enum/);
    await aws.fails(
      `list-package-versions ${pkg('lists').replace('pkg', 'none')}`,
      'ResourceNotFoundException',
      /Package not found/,
    );
    await aws.says(`describe-package ${pkg('lists')}`, {
      package: {
        name: 'pkg',
        originConfiguration: { restrictions: { publish: 'ALLOW', upstream: 'BLOCK' } },
      },
    });
    await aws.fails(
      `describe-package ${pkg('lists').replace('pkg', 'none')}`,
      'ResourceNotFoundException',
    );
  });

  it('changes, disposes and deletes versions, all or none', async () => {
    await newRepository('life', 'one');
    for (const version of ['1', '2', '3'])
      await aws.says(publish('life', version, 'a.txt', version));
    const update = `update-package-versions-status ${pkg('life')} --versions`;
    await aws.says(`${update} 1 2 --target-status Archived`, {
      successfulVersions: {
        '1': { status: 'Archived', revision: some },
        '2': { status: 'Archived' },
      },
      failedVersions: {},
    });
    await aws.fails(
      `get-package-version-asset ${pkg('life')} --package-version 1 --asset a.txt ${path.join(folder, 'no')}`,
      'ConflictException',
    );
    await aws.says(`${update} 1 9 --target-status Unlisted`, {
      successfulVersions: {},
      failedVersions: {
        '1': { errorCode: 'SKIPPED', errorMessage: 'version 1 is skipped' },
        '9': { errorCode: 'NOT_FOUND' },
      },
    });
    await aws.says(`${update} 3 --target-status Unlisted --expected-status Archived`, {
      failedVersions: {
        '3': {
          errorCode: 'MISMATCHED_STATUS',
          errorMessage: 'current status: Published, expected status: Archived',
        },
      },
    });
    await aws.says(`${update} 3 --target-status Unlisted --version-revisions 3=wrong`, {
      failedVersions: {
        '3': { errorCode: 'MISMATCHED_REVISION', errorMessage: /expected revision: wrong/ },
      },
    });
    await aws.fails(
      `${update} 3 --target-status Unlisted --version-revisions 2=x`,
      'ValidationException',
    );
    await aws.fails(`${update} 3 --target-status Unfinished`, 'ValidationException');
    await aws.fails(`${update} 3 --target-status Disposed`, 'ValidationException');
    await aws.says(
      `dispose-package-versions ${pkg('life')} --versions 2 --expected-status Archived`,
      {
        successfulVersions: { '2': { status: 'Disposed' } },
      },
    );
    await aws.says(`list-package-version-assets ${pkg('life')} --package-version 2`, {
      assets: [],
    });
    await aws.says(`${update} 2 --target-status Published`, {
      failedVersions: { '2': { errorCode: 'NOT_ALLOWED' } },
    });
    await aws.fails(publish('life', '2', 'a.txt', '2'), 'ConflictException');
    await aws.says(
      `delete-package-versions ${pkg('life')} --versions 2 --expected-status Disposed`,
      {
        successfulVersions: { '2': { status: 'Deleted' } },
      },
    );
    await aws.says(publish('life', '2', 'a.txt', 'again'), { status: 'Published' });
    await aws.fails(
      `delete-package-versions ${pkg('life').replace('pkg', 'none')} --versions 1`,
      'ResourceNotFoundException',
    );
    await aws.says(`delete-package ${pkg('life')}`, {
      deletedPackage: { package: 'pkg', namespace: 'ns' },
    });
    await aws.fails(`delete-package ${pkg('life')}`, 'ResourceNotFoundException');
    await aws.says('describe-domain --domain life', { domain: { assetSizeBytes: 0 } });
  });

  it('copies versions between repositories', async () => {
    await newRepository('copies', 'one', 'two');
    await aws.says(publish('copies', '1', 'a.txt', 'one'));
    await aws.says(publish('copies', '2', 'a.txt', 'two'));
    const copy = `copy-package-versions --domain copies --source-repository one --destination-repository two --format generic --namespace ns --package pkg`;
    await aws.says(`${copy} --versions 1 5`, {
      successfulVersions: {},
      failedVersions: {
        '1': { errorCode: 'SKIPPED', errorMessage: 'Version 1 was skipped' },
        '5': { errorCode: 'NOT_FOUND', errorMessage: 'Could not find version 5' },
      },
    });
    await aws.says(`${copy} --versions 1`, {
      successfulVersions: { '1': { status: 'Published' } },
    });
    await aws.says(`${copy} --versions 1 2`, {
      successfulVersions: { '1': undefined, '2': some },
      failedVersions: {},
    });
    await aws.says(`list-package-version-assets ${pkg('copies', 'two')} --package-version 1`, {
      assets: [{ name: 'a.txt' }],
    });
    await aws.says(`delete-package-versions ${pkg('copies')} --versions 1`);
    await aws.says(publish('copies', '1', 'a.txt', 'changed'));
    await aws.says(`${copy} --versions 1`, {
      failedVersions: {
        '1': { errorCode: 'ALREADY_EXISTS', errorMessage: 'Version 1 already exists' },
      },
    });
    await aws.says(`${copy} --versions 1 --allow-overwrite`, { successfulVersions: { '1': some } });
    await aws.says(`${copy} --version-revisions 1=wrong`, {
      failedVersions: { '1': { errorCode: 'MISMATCHED_REVISION' } },
    });
    await aws.fails(
      `${copy} --versions 1 --version-revisions 1=x`,
      'ValidationException',
      /not both/,
    );
    await aws.fails(copy, 'ValidationException');
    await aws.fails(
      `${copy} --versions 1`.replace('repository two', 'repository one'),
      'ValidationException',
    );
    await aws.fails(
      `${copy} --versions 1`.replace('repository two', 'repository six'),
      'ResourceNotFoundException',
    );
    await aws.says(
      'create-repository --domain copies --repository down --upstreams repositoryName=one',
    );
    const fromDown = copy.replace('source-repository one', 'source-repository down');
    await aws.says(`delete-package ${pkg('copies', 'two')}`);
    await aws.says(`${fromDown} --versions 2`, {
      failedVersions: { '2': { errorCode: 'NOT_FOUND' } },
    });
    await aws.says(`${fromDown} --versions 2 --include-from-upstream`, {
      successfulVersions: { '2': some },
    });
  });

  it('sets origin controls, also of packages that are not there yet', async () => {
    await newRepository('origins', 'one');
    const put = `put-package-origin-configuration ${pkg('origins')} --restrictions`;
    await aws.says(`${put} publish=BLOCK,upstream=ALLOW`, {
      originConfiguration: { restrictions: { publish: 'BLOCK', upstream: 'ALLOW' } },
    });
    await aws.says('list-packages --domain origins --repository one --publish BLOCK', {
      packages: [{ package: 'pkg' }],
    });
    await aws.fails(
      publish('origins', '1', 'a.txt', 'x'),
      'AccessDeniedException',
      /origin controls/,
    );
    await aws.says(`${put} publish=ALLOW,upstream=BLOCK`);
    await aws.says(publish('origins', '1', 'a.txt', 'x'), { status: 'Published' });
    await aws.fails(`${put} publish=ALLOW,upstream=MAYBE`, 'ValidationException', /enum/);
  });

  it('tags domains and repositories', async () => {
    await newRepository('tags', 'one');
    const arn = `arn:aws:codeartifact:us-east-1:${account}`;
    for (const resource of ['domain/tags', 'repository/tags/one']) {
      const on = `--resource-arn ${arn}:${resource}`;
      await aws.says(`tag-resource ${on} --tags key=a,value=1 key=b,value=2`);
      await aws.says(`tag-resource ${on} --tags key=a,value=3`);
      await aws.says(`untag-resource ${on} --tag-keys b`);
      await aws.says(`list-tags-for-resource ${on}`, { tags: [{ key: 'a', value: '3' }] });
    }
    await aws.fails(
      `list-tags-for-resource --resource-arn ${arn}:domain/none`,
      'ResourceNotFoundException',
    );
    await aws.fails(
      'list-tags-for-resource --resource-arn arn:aws:s3:::bucket',
      'ValidationException',
    );
  });

  it('keeps permission policies and their revisions', async () => {
    await newRepository('policies', 'one');
    const document = JSON.stringify({
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
    for (const [kind, on, resource] of [
      ['domain', '--domain policies', 'domain/policies'],
      ['repository', '--domain policies --repository one', 'repository/policies/one'],
    ] as const) {
      const call = (verb: string) => `${verb}-${kind}-permissions-policy ${on}`.split(' ');
      await aws.fails(call('get'), 'ResourceNotFoundException');
      const put = [...call('put'), '--policy-document', document];
      const { policy } = (await aws.says(put, {
        policy: {
          resourceArn: `arn:aws:codeartifact:us-east-1:${account}:${resource}`,
          document,
          revision: some,
        },
      })) as { policy: { revision: string } };
      await aws.says(call('get'), { policy: { document, revision: policy.revision } });
      await aws.fails([...put, '--policy-revision', 'old'], 'ConflictException');
      await aws.says([...put, '--policy-revision', policy.revision]);
      await aws.fails([...call('put'), '--policy-document', '{'], 'ValidationException', /JSON/);
      await aws.fails([...call('delete'), '--policy-revision', 'old'], 'ConflictException');
      await newcomer.says(`describe-${kind} ${on}`);
      await aws.says(call('delete'), { policy: { document } });
      await newcomer.fails(`describe-${kind} ${on}`, 'AccessDeniedException');
    }
  });

  it('denies an identity without permissions until its policy allows', async () => {
    await newRepository('lesson', 'one');
    const arn = `arn:aws:codeartifact:us-east-1:${account}:domain/lesson`;
    const who = `User: arn:aws:iam::${account}:user/newcomer is not authorized to perform:`;
    const token = 'get-authorization-token --domain lesson';
    await newcomer.says('sts get-caller-identity', {
      Arn: `arn:aws:iam::${account}:user/newcomer`,
    });
    await newcomer.fails(
      token,
      'AccessDeniedException',
      literal(
        `${who} codeartifact:GetAuthorizationToken on resource: ${arn} because no identity-based policy allows the codeartifact:GetAuthorizationToken action`,
      ),
    );
    await newcomer.fails('iam list-user-policies --user-name newcomer', 'AccessDenied');
    const allow = (...statements: object[]) => [
      ...'iam put-user-policy --user-name newcomer --policy-name lesson --policy-document'.split(
        ' ',
      ),
      JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    ];
    const onDomain = {
      Effect: 'Allow',
      Action: 'codeartifact:GetAuthorizationToken',
      Resource: arn,
    };
    const bearer = {
      Effect: 'Allow',
      Action: 'sts:GetServiceBearerToken',
      Resource: '*',
      Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
    };
    await aws.says(allow(onDomain));
    await newcomer.fails(
      token,
      'AccessDeniedException',
      /sts:GetServiceBearerToken on resource: \* because/,
    );
    await aws.says(allow(onDomain, bearer));
    await newcomer.says(token, { authorizationToken: some });
    await aws.says('iam get-user-policy --user-name newcomer --policy-name lesson', {
      UserName: 'newcomer',
      PolicyDocument: { Statement: [onDomain, bearer] },
    });
    await aws.says('iam list-user-policies --user-name newcomer', { PolicyNames: ['lesson'] });
    await aws.says(
      allow({ ...onDomain, Effect: 'Deny' }, { ...onDomain, Action: '*', Resource: '*' }),
    );
    await newcomer.fails(
      token,
      'AccessDeniedException',
      /with an explicit deny in an identity-based policy/,
    );
    await aws.fails(allow({ Effect: 'Perhaps' }), 'MalformedPolicyDocument');
    await aws.says('iam delete-user-policy --user-name newcomer --policy-name lesson');
    await newcomer.fails(token, 'AccessDeniedException');
    await newcomer.fails(
      'create-domain --domain mine',
      'AccessDeniedException',
      /CreateDomain on resource: \*/,
    );
  });

  it('makes users and their keys', async () => {
    await aws.says('iam create-user --user-name alice', {
      User: { Arn: `arn:aws:iam::${account}:user/alice` },
    });
    await aws.fails('iam create-user --user-name alice', 'EntityAlreadyExists');
    await aws.says('iam get-user --user-name alice', {
      User: { UserName: 'alice', UserId: /^AIDA/ },
    });
    const { AccessKey: key } = (await aws.says('iam create-access-key --user-name alice', {
      AccessKey: { Status: 'Active', SecretAccessKey: some },
    })) as { AccessKey: { AccessKeyId: string } };
    await aws.says('iam list-access-keys --user-name alice', {
      AccessKeyMetadata: [{ AccessKeyId: key.AccessKeyId }],
    });
    await aws.fails('iam delete-user --user-name alice', 'DeleteConflict');
    await aws.says(`iam delete-access-key --user-name alice --access-key-id ${key.AccessKeyId}`);
    await aws.says('iam delete-user --user-name alice');
    await aws.fails('iam get-user --user-name alice', 'NoSuchEntity');
  });

  it('is told of operations that are not there', async () => {
    await aws.fails(
      'describe-package-group --domain any --package-group /*',
      'UnknownOperationException',
    );
  });
});

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
