import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { MavenFiles } from '../../src/ui/buildTools/maven/mavenFiles';
import { BuildFailureMonitor } from '../../src/ui/buildFailures/buildFailureMonitor';
import { updateJavaProjects } from '../../src/ui/buildFailures/updateJavaProjects';
import { watchBuilds } from '../../src/ui/buildFailures/watchBuilds';
import { until } from './until';

interface JavaStandIn {
  readonly calls: readonly (readonly { readonly fsPath?: string }[])[][];
  readonly report: (uri: vscode.Uri, message: string | undefined) => void;
}

const url = 'https://demo-111122223333.d.codeartifact.us-east-1.amazonaws.com/maven/webapp/';
const said = (status: string) =>
  `Could not transfer artifact g:a:pom:1 from/to demo (${url}): status code: ${status}`;
const unauthorized = said('401, reason phrase: Unauthorized (401)');

describe('refusals', () => {
  let folder: string;
  let log: vscode.LogOutputChannel;
  let java: JavaStandIn;
  let heard: string[];
  let open: { dispose(): void }[] = [];
  const { MAVEN_OPTS: options } = process.env;

  before(async () => {
    log = vscode.window.createOutputChannel('Test of refusals', { log: true });
    const extension = vscode.extensions.getExtension<JavaStandIn>('redhat.java');
    assert.ok(extension, 'the stand-in is there');
    java = await extension.activate();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'refusals-'));
    process.env['MAVEN_OPTS'] = `-Duser.home=${folder}`;
    heard = [];
    await settings('first');
  });
  afterEach(async () => {
    for (const each of open) each.dispose();
    open = [];
    if (options === undefined) delete process.env['MAVEN_OPTS'];
    else process.env['MAVEN_OPTS'] = options;
    await rm(folder, { recursive: true, force: true });
  });
  after(() => log.dispose());

  async function settings(token: string): Promise<void> {
    await mkdir(path.join(folder, '.m2'), { recursive: true });
    await writeFile(
      path.join(folder, '.m2', 'settings.xml'),
      `<settings><servers><server><id>demo</id><username>aws</username><password>${token}</password></server></servers>
<mirrors><mirror><id>demo</id><url>${url}</url><mirrorOf>*</mirrorOf></mirror></mirrors></settings>`,
    );
  }

  /** Hears as a window does, and keeps what comes of it. */
  function listen(): BuildFailureMonitor {
    const connections = { approvedRepositoryEndpoints: () => Promise.resolve([]) };
    const refusals = new BuildFailureMonitor({
      log,
      connections,
      mavenFiles: new MavenFiles(log, connections.approvedRepositoryEndpoints),
      notifyRejection: ({ status, isUpload, artifact, endpoint: { domain, repository } }, pom) => {
        const what = isUpload ? ` deploy ${artifact ?? ''}` : '';
        const where = path.basename(pom?.fsPath ?? '');
        heard.push(`offer ${status} ${domain}/${repository} ${where}${what}`);
      },
      onUnauthorized: ({ domain }) => {
        heard.push(`refused ${domain}`);
        return Promise.resolve();
      },
    });
    open.push(refusals, watchBuilds(refusals));
    return refusals;
  }

  const untilHeard = (count: number) => until(() => heard.length >= count);

  it('are heard from the problems view, once for each token', async () => {
    listen();
    const pom = vscode.Uri.file(path.join(folder, 'app', 'pom.xml'));
    open.push({ dispose: () => java.report(pom, undefined) });
    java.report(pom, unauthorized);
    await untilHeard(2);
    assert.deepEqual(heard, ['refused demo', 'offer 401 demo/webapp pom.xml']);
    java.report(pom, `Again: ${unauthorized}`);
    java.report(pom, said('403, reason phrase: Forbidden (403)'));
    await untilHeard(3);
    assert.deepEqual(heard.slice(2), ['offer 403 demo/webapp pom.xml']);
    await settings('second');
    java.report(pom, unauthorized);
    await untilHeard(5);
    assert.deepEqual(heard.slice(3), ['refused demo', 'offer 401 demo/webapp pom.xml']);
  });

  it('that Maven repeats from before say nothing about the token of now', async () => {
    const refusals = listen();
    const cached = `g:a:pom:1 failed to transfer from ${url} during a previous attempt. This failure was cached in the local repository. Original error: ${unauthorized}`;
    await refusals.processOutput(cached);
    assert.deepEqual(heard, ['offer 401 demo/webapp ']);
  });

  it('of a version that is there already are told of, each once', async () => {
    const refusals = listen();
    const taken = (version: string) =>
      `Failed to deploy artifacts: Could not transfer artifact g:a:jar:${version} from/to demo (${url}): Failed to transfer file ${url}g/a/${version}/a-${version}.jar with status code 409 -> [Help 1]`;
    for (const version of ['1.0', '1.0', '1.1']) await refusals.processOutput(taken(version));
    assert.deepEqual(heard, [
      'offer 409 demo/webapp  deploy g:a:jar:1.0',
      'offer 409 demo/webapp  deploy g:a:jar:1.1',
    ]);
  });

  it('of other registries are not heard', async () => {
    const refusals = listen();
    await refusals.processOutput(unauthorized.replace(url, 'https://nexus.example/maven/'));
    assert.deepEqual(heard, []);
  });

  it('are found in what a task that fails leaves in the local repository', async () => {
    listen();
    const mvn = path.join(folder, 'mvn');
    const place = path.join(folder, '.m2', 'repository', 'g', 'a', '1');
    await mkdir(place, { recursive: true });
    const escaped = (text: string) => text.replaceAll(':', '\\:');
    const note = `${escaped(url)}.error=${escaped(unauthorized)}\n${escaped(url)}.lastUpdated=`;
    // One of long ago, which is not the task's.
    await writeFile(
      path.join(place, 'b-1.pom.lastUpdated'),
      `${note.replaceAll('webapp', 'former')}1600000000000\n`,
    );
    await writeFile(path.join(folder, 'note'), note);
    const script = `#!/bin/sh\n(cat '${folder}/note'; echo "$(date +%s)999") > '${place}/a-1.pom.lastUpdated'\nexit 1\n`;
    await writeFile(mvn, script);
    await chmod(mvn, 0o755);
    const execution = new vscode.ProcessExecution(mvn, ['-B', 'compile']);
    const scope = vscode.TaskScope.Workspace;
    await vscode.tasks.executeTask(
      new vscode.Task({ type: 'process' }, scope, 'compile', 'test', execution),
    );
    await untilHeard(2);
    assert.deepEqual(heard, ['refused demo', 'offer 401 demo/webapp ']);
  });

  it('lead to the Java extension, which resolves the projects that they were told of', async () => {
    const refusals = listen();
    const pom = vscode.Uri.file(path.join(folder, 'app', 'pom.xml'));
    await refusals.processOutput(unauthorized, pom);
    const before = java.calls.length;
    await refusals.updateAffectedProjects();
    const last = java.calls.slice(before);
    assert.deepEqual(JSON.stringify(last).match(/app\/pom\.xml/)?.length, 1);
    refusals.clearAffectedPoms();
    await refusals.updateAffectedProjects();
    assert.equal(java.calls.length, before + 1, 'nothing is left to resolve');
    assert.equal(await updateJavaProjects([], log), false);
  });
});
