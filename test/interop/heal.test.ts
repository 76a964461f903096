import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import { readBytes } from '../../src/files/readBytes';
import { replaceFile } from '../../src/files/replaceFile';
import { listFileNames, walkFiles } from '../../src/files/walkFiles';
import { findFailureMarkers } from '../../src/maven/localRepository/findFailureMarkers';
import {
  clearFailureMarkers,
  planClearMarkers,
} from '../../src/maven/localRepository/clearFailureMarkers';
import { requireMaven } from '../../tools/maven/toolchain';
import { requireDebianRepository } from '../../tools/maven/upstream';
import { skip } from '../skip';
import { maven, writeProject, type Access, type Project } from './mavenProject';
import { needed } from './run';
import { startSandboxProcess, temporaryFolder, type SandboxProcess } from './sandboxProcess';

const upstream = '/usr/share/maven-repo';
const project: Project = {
  artifact: 'consumer',
  version: '1.0',
  dependencies: [['org.apache.commons', 'commons-lang3', '3.12.0']],
  java: `package com.example;
public class Consumer { String s = org.apache.commons.lang3.StringUtils.capitalize("hello"); }`,
};
const inRepository = { domain: 'demo', repository: 'webapp', format: 'maven' } as const;

/** All files below `folder`, with their bytes. */
function contents(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    files
      .filter(it => it.isFile())
      .map(it => path.join(it.parentPath, it.name))
      .map(file => [file, readFileSync(file, 'latin1')]),
  );
}

describe('Healing after Maven got a 401', () => {
  const { folder, remove } = temporaryFolder('sandbox-heal');
  const { signal } = new AbortController();
  let sandbox: SandboxProcess | undefined;
  let access: Access;

  before(async function () {
    await needed(this, requireMaven);
    await needed(this, requireDebianRepository);
    if (!existsSync(path.join(upstream, 'org/apache/maven/plugins/maven-compiler-plugin/3.10.1')))
      skip(this, `${upstream} has no maven-compiler-plugin 3.10.1, which Debian 12 has`);
    const args = ['--upstream', upstream, '--seed', 'lesson'];
    sandbox = await startSandboxProcess(path.join(folder, 'data'), args);
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox.announcement;
    const api = new Codeartifact({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
    });
    const { authorizationToken: token = '' } = await api.getAuthorizationToken({ domain: 'demo' });
    const { repositoryEndpoint: url = '' } = await api.getRepositoryEndpoint(inRepository);
    api.destroy();
    access = { url, token };
  });

  after(async () => {
    await sandbox?.stop();
    remove();
  });

  it('removes exactly the markers, and the same command succeeds', async () => {
    const place = path.join(folder, 'project');
    const local = path.join(folder, 'local');
    writeProject(place, project, access);
    const settings = path.join(place, 'settings.xml');
    const good = readFileSync(settings, 'utf8');
    // The plugins are there; then the token dies, and a dependency is asked for.
    const plugins = await maven(place, local, 'resources:resources');
    assert.equal(plugins.code, 0, plugins.stdout);
    writeFileSync(settings, good.replace(access.token, 'expired'));
    const before = contents(local);
    const failed = await maven(place, local, 'compile');
    assert.match(failed.stdout, /status: 401/);
    const left = [...contents(local).keys()].filter(it => !before.has(it));
    assert.ok(left.length > 0 && left.some(it => it.endsWith('.lastUpdated')), left.join('\n'));

    const ours = { matchesUrl: (it: string) => it === access.url, matchesId: () => false };
    const read = (file: string) => readBytes(file, {}, signal);
    const markers = await findFailureMarkers({ walk: walkFiles, read }, local, ours, signal);
    const plan = planClearMarkers(markers);
    assert.deepEqual(plan.filesToDelete, left.filter(it => it.endsWith('.lastUpdated')).sort());
    assert.equal(plan.refused, plan.filesToDelete.length);
    const replace: Parameters<typeof clearFailureMarkers>[2]['replace'] = async (file, edit) =>
      (await replaceFile(file, edit, {}, signal)).changed;
    const healed = await clearFailureMarkers(plan, ours, { replace, list: listFileNames }, signal);
    assert.deepEqual([healed.deleted.toSorted(), healed.failed], [plan.filesToDelete, []]);
    assert.deepEqual(contents(local), before);

    writeFileSync(settings, good);
    const built = await maven(place, local, 'compile');
    assert.match(built.stdout, /BUILD SUCCESS/, built.stdout);
  });
});
