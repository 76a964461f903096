import { defaultUnpackLimits } from '../../src/archive/unpack/unpackArchive';
import { fetchAsset } from '../../src/transfer/fetchAsset';
import { hashFile } from '../../src/transfer/hashFile';
import { listAllAssets } from '../../src/transfer/listAllAssets';
import { packArchive } from '../../src/archive/pack/packArchive';
import { planArchive } from '../../src/archive/plan/planArchive';
import { publishAssets } from '../../src/transfer/publishAssets';
import { publishWithRetry } from '../../src/transfer/publishWithRetry';
import { systemClock } from '../../src/transfer/transferClock';
import { unpackArchive } from '../../src/archive/unpack/unpackArchive';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createCodeArtifact } from '../../src/aws/aws';
import type { CodeArtifact } from '../../src/core/codeArtifact';
import type { SandboxConnection } from '../../src/core/connection';
import type { PackageVersion } from '../../src/core/coordinates';
import { Secret } from '../../src/core/secret';
import { createAwsDownloadCommand } from '../../src/ui/download/downloadCommands';
import { createPublishCommand } from '../../src/ui/publish/createPublishCommand';
import { requireAwsCli } from '../../tools/machine/awsCli';
import { needed, run } from './run';
import { startSandboxProcess, temporaryFolder, type SandboxProcess } from './sandboxProcess';

const { signal } = new AbortController();
const silent = (): undefined => undefined;
const publishing = { clock: systemClock, onSent: silent, onRetry: silent };
const fetching = { clock: systemClock, progress: silent, onRetry: silent };

describe('What is published here, for the AWS CLI, and the reverse', () => {
  const { folder, remove } = temporaryFolder('publishing');
  let sandbox: SandboxProcess | undefined;
  let env: NodeJS.ProcessEnv;
  let api: CodeArtifact;
  let connection: SandboxConnection;
  let version: PackageVersion;
  const tree = path.join(folder, 'tree');

  before(async function () {
    const { aws } = await needed(this, requireAwsCli);
    sandbox = await startSandboxProcess(path.join(folder, 'data'), ['--seed', 'lesson']);
    // What is copied for a shell names the program only.
    const PATH = [path.dirname(aws), process.env['PATH']].join(path.delimiter);
    env = { ...sandbox.environment(), PATH };
    const { endpoint, region, account, accessKeyId, secretAccessKey } = sandbox.announcement;
    const keys = { accessKeyId, secretAccessKey: new Secret(secretAccessKey) };
    connection = { kind: 'sandbox', region, endpoint, account, ...keys };
    api = createCodeArtifact(connection, { environment: {}, pageSize: 100, approved: [] });
    version = {
      realm: endpoint,
      region,
      owner: account,
      domain: 'demo',
      repository: 'webapp',
      format: 'generic',
      namespace: 'team',
      package: 'tree',
      version: '1.0',
    };
    await mkdir(path.join(tree, 'bin'), { recursive: true });
    await mkdir(path.join(folder, 'transfers'));
    await writeFile(path.join(tree, 'größe.txt'), 'groß '.repeat(100_000));
    await writeFile(path.join(tree, 'bin', 'run'), '#!/bin/sh\n');
    await chmod(path.join(tree, 'bin', 'run'), 0o755);
  });

  after(async () => {
    if (!sandbox) return;
    api.dispose();
    await sandbox.stop();
    remove();
  });

  const inFolder = async (text: string): Promise<void> => {
    const { code, stderr } = await run('/bin/sh', ['-ec', text], { cwd: folder, env });
    assert.equal(code, 0, stderr);
  };

  it('is the same archive, says sha256sum, and unpacks with tar to the same tree', async () => {
    const plan = await planArchive([tree], {}, signal);
    const packing = { compression: 'balanced', temporaryFolder: path.join(folder, 'transfers') };
    const packed = await packArchive(plan, packing as never, silent, signal);
    const { path: file, bytes: sizeBytes, sha256 } = packed;
    const publication = { version, asset: 'tree-1.0.tar.gz', file, sizeBytes, sha256 };
    await publishWithRetry(api, { ...publication, unfinished: false }, publishing, signal);
    await packed.dispose();
    // The command that the person can copy is the one that fetches here.
    const named = {
      version,
      asset: 'tree-1.0.tar.gz',
      file: 'fetched.tar.gz',
      connection,
      shell: 'posix',
    } as const;
    await inFolder(createAwsDownloadCommand(named));
    const sum = await run('sha256sum', [path.join(folder, 'fetched.tar.gz')]);
    assert.equal(sum.stdout.split(' ')[0], sha256);
    await inFolder(
      'mkdir unpacked && tar -xzf fetched.tar.gz -C unpacked && diff -r tree unpacked',
    );
    await inFolder('test -x unpacked/bin/run');
    assert.deepEqual(await readdir(path.join(folder, 'transfers')), []);
  });

  it('fetches and unpacks what the CLI has published, by the command that can be copied', async () => {
    const next = { ...version, version: '2.0' };
    const asset = 'tree-2.0.tar.gz';
    await writeFile(path.join(tree, '.env'), 'PASSWORD=secret');
    const content = { entries: [{ folder: tree, name: '.' }], excludedPaths: ['.env'] };
    await inFolder(createPublishCommand(next, asset, content, connection));
    await rm(path.join(tree, '.env'));
    const [listed] = await listAllAssets(api, next, signal);
    assert.ok(listed);
    const target = path.join(folder, 'ours.tar.gz');
    const to = { path: target, replace: false };
    const wanted = { version: next, asset: listed };
    const fetched = await fetchAsset(api, wanted, to, fetching, signal);
    const bytes = await readFile(target);
    assert.equal(fetched.sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.ok(bytes.equals(await readFile(path.join(folder, asset))));
    const out = path.join(folder, 'out');
    await unpackArchive(target, out, defaultUnpackLimits, silent, signal);
    await inFolder('diff -r tree out');
  });

  it('finishes with separate assets what the CLI has begun', async () => {
    const files = ['a.txt', 'b.txt'].map(asset => ({ asset, file: path.join(folder, asset) }));
    for (const { asset, file } of files) await writeFile(file, `content of ${asset}`);
    const hashed = await Promise.all(
      files.map(async it => {
        const { bytes, hashes } = await hashFile(it.file, ['SHA-256'], silent, signal);
        return { ...it, sizeBytes: bytes, sha256: hashes['SHA-256'] };
      }),
    );
    const [first, second] = hashed;
    assert.ok(first && second);
    const begun = { ...version, version: '3.0' };
    await inFolder(
      `aws codeartifact publish-package-version --domain demo --repository webapp --format generic --namespace team --package tree --package-version 3.0 --asset-name a.txt --asset-content a.txt --asset-sha256 ${first.sha256} --unfinished`,
    );
    const sent: number[] = [];
    const watched = { ...publishing, onSent: (bytes: number) => void sent.push(bytes) };
    const back = await publishAssets(api, begun, [first, second], watched, signal);
    assert.deepEqual(
      back.map(it => it.sha256),
      ['equal', 'equal'],
    );
    // The first was there: what is sent begins after it.
    assert.ok(sent.every(bytes => bytes >= first.sizeBytes));
    assert.equal((await api.version(begun, signal)).status, 'Published');
  });
});
