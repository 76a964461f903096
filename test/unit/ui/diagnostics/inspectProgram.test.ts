import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProgramFact } from '../../../../src/diagnostics/diagnosticContext';
import {
  inspectProgram,
  type InspectProgramOptions,
} from '../../../../src/ui/diagnostics/inspectProgram';

const { signal } = new AbortController();

describe('which Maven and which Java a build takes', () => {
  let folder: string;
  const at = (...parts: string[]) => path.join(folder, ...parts);
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'programs-')));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A program that says `says`, or that fails the test's expectations by leaving a file. */
  async function program(file: string, says = ''): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `#!/bin/sh\ntouch '${at('started')}'\necho '${says}'\n`);
    await chmod(file, 0o755);
  }
  const file = async (name: string, text = '') => {
    await mkdir(path.dirname(name), { recursive: true });
    await writeFile(name, text);
  };
  const ask = (
    name: 'mvn' | 'java',
    env: InspectProgramOptions['env'],
    more: Partial<InspectProgramOptions> = {},
  ) =>
    inspectProgram(name, { env, platform: 'linux', mayRun: false, cwd: folder, ...more }, signal);

  it('reads the version of Maven from its own files, through links, and starts nothing', async () => {
    await program(at('maven', 'bin', 'mvn'));
    await file(at('maven', 'lib', 'maven-core-3.9.9.jar'));
    await mkdir(at('bin'));
    await symlink(at('maven', 'bin', 'mvn'), at('bin', 'mvn'));
    assert.deepEqual(await ask('mvn', { PATH: `${at('none')}:${at('bin')}` }, { mayRun: true }), {
      kind: 'found',
      path: at('bin', 'mvn'),
      versionText: 'Apache Maven 3.9.9',
    } satisfies ProgramFact);
    await assert.rejects(realpath(at('started')));
  });

  it('finds the libraries where Homebrew puts them', async () => {
    await program(at('bin', 'mvn'));
    await file(at('libexec', 'lib', 'maven-core-4.0.0-rc-4.jar'));
    const fact = await ask('mvn', { PATH: at('bin') });
    assert.equal(fact.kind === 'found' && fact.versionText, 'Apache Maven 4.0.0-rc-4');
  });

  it('reads the version of Maven on Windows, where its script is never started', async () => {
    await program(at('maven', 'bin', 'mvn.cmd'));
    await file(at('maven', 'lib', 'maven-core-3.9.9.jar'));
    const windows = { platform: 'win32', mayRun: true };
    const env = { Path: `"${at('maven', 'bin')}"`, PATHEXT: '.EXE;.CMD' };
    const found: ProgramFact = {
      kind: 'found',
      path: at('maven', 'bin', 'mvn.cmd'),
      versionText: 'Apache Maven 3.9.9',
    };
    assert.deepEqual(await ask('mvn', env, windows), found);
    await rm(at('maven', 'lib'), { recursive: true });
    const { kind, path: place } = found;
    assert.deepEqual(await ask('mvn', env, windows), { kind, path: place });
    await assert.rejects(realpath(at('started')));
  });

  it('asks a Maven whose files do not tell, if it may be started', async () => {
    await program(at('bin', 'mvn'), '\u001b[1mApache Maven 3.8.7\u001b[m');
    await file(at('lib', 'maven-core-3.x.jar'));
    const env = { PATH: `${at('bin')}:/usr/bin:/bin` };
    assert.deepEqual(await ask('mvn', env), { kind: 'found', path: at('bin', 'mvn') });
    const asked = await ask('mvn', env, { mayRun: true });
    assert.equal(asked.kind === 'found' && asked.versionText, 'Apache Maven 3.8.7');
  });

  it('reads the version of Java from its file release', async () => {
    await program(at('jdk', 'bin', 'java'));
    await file(at('jdk', 'release'), 'IMPLEMENTOR="Debian"\nJAVA_VERSION="17.0.15"\n');
    assert.deepEqual(await ask('java', { PATH: at('jdk', 'bin') }), {
      kind: 'found',
      path: at('jdk', 'bin', 'java'),
      versionText: 'Java 17.0.15 (Debian)',
    } satisfies ProgramFact);
  });

  it('takes the Java of JAVA_HOME, as Maven does, also a JDK 8', async () => {
    await program(at('path', 'java'));
    await program(at('jdk8', 'jre', 'bin', 'java'));
    await file(at('jdk8', 'release'), 'JAVA_VERSION="1.8.0_432"\r\n');
    await mkdir(at('jdk8', 'bin'));
    await symlink(at('jdk8', 'jre', 'bin', 'java'), at('jdk8', 'bin', 'java'));
    const fact = await ask('java', { PATH: at('path'), JAVA_HOME: at('jdk8') });
    assert.equal(fact.kind === 'found' && fact.versionText, 'Java 1.8.0_432');
  });

  it('tells of a JAVA_HOME without a Java', async () => {
    await program(at('path', 'java'));
    const fact = await ask('java', { PATH: at('path'), JAVA_HOME: at('gone') });
    assert.deepEqual(fact, { kind: 'wrong-home', folder: at('gone') });
  });

  it('passes over what is no program, and folders in which a project has a say', async () => {
    await mkdir(at('a', 'mvn'), { recursive: true });
    await file(at('b', 'mvn'));
    const here = path.relative(process.cwd(), at('c'));
    await program(at('c', 'mvn'));
    assert.deepEqual(await ask('mvn', { PATH: `${at('a')}:${at('b')}:${here}:` }), {
      kind: 'missing',
    });
    assert.deepEqual(await ask('java', {}), { kind: 'missing' });
  });
});
