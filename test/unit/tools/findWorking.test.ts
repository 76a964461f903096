import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findWorkingProgram } from '../../../tools/machine/findProgram';
import { runProgram } from '../../../tools/machine/run';

describe('findWorking', () => {
  const before = process.env['PATH'];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
  });
  afterEach(() => {
    process.env['PATH'] = before;
    rmSync(folder, { recursive: true });
  });

  function program(place: string, text: string): string {
    const file = path.join(folder, place);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  }
  const works = (file: string) =>
    runProgram(file, ['--version']).then(
      text => text.startsWith('aws-cli/'),
      () => false,
    );
  const inPath = (...places: readonly string[]) => {
    const folders = places.map(place => path.join(folder, place));
    process.env['PATH'] = [...folders, before].join(path.delimiter);
  };

  it('passes over a program that does not start', async () => {
    program('a/aws', 'echo "pyenv: aws: command not found" >&2; exit 127');
    const second = program('b/aws', 'echo aws-cli/2.1');
    inPath('a', 'b');
    assert.equal(await findWorkingProgram('aws', works), second);
  });

  it('finds the program that a stand-in of a version manager leads to', async () => {
    const real = program('versions/3/bin/aws', 'echo aws-cli/1.45');
    program('.pyenv/shims/aws', 'exit 127');
    program('b/pyenv', `echo ${real}`);
    inPath('.pyenv/shims', 'b');
    assert.equal(await findWorkingProgram('aws', works), real);
  });

  it('finds nothing where a stand-in leads nowhere', async () => {
    program('.pyenv/shims/not-aws', 'echo aws-cli/1.45');
    program('b/pyenv', 'exit 1');
    inPath('.pyenv/shims', 'b');
    assert.equal(await findWorkingProgram('not-aws', works), undefined);
  });
});
