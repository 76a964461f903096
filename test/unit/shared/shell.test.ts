import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  formatCommandLine,
  escapeFileArgument,
  cliOption,
  detectShell,
  quoteForShell,
} from '../../../src/shared/shell';

/** What a POSIX shell makes of the word. */
function said(word: string): string {
  return execFileSync('/bin/sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' });
}

describe('words for shells', () => {
  const odd = [
    '$(rm -rf /)',
    '`id`',
    'a b',
    '"',
    '\\',
    '*',
    '$HOME',
    'a\nb',
    '',
    '-x',
    '~',
    "it's",
  ];
  for (const word of ['plain-1.0', 'arn:aws:iam::1:role/x', ...odd])
    it(`give a POSIX shell ${JSON.stringify(word)} as one argument`, () =>
      assert.equal(said(quoteForShell(word, 'posix')), word));

  const powershell: [word: string, written: string][] = [
    ['build', 'build'],
    ['arn:aws:iam::aws:policy/X', 'arn:aws:iam::aws:policy/X'],
    ['C:\\work\\settings.xml', 'C:\\work\\settings.xml'],
    ['--role-name', '--role-name'],
    ['-C', '-C'],
    ['--', '--'],
    ['C:\\My Work', "'C:\\My Work'"],
    ['012345678901', "'012345678901'"],
    ['Name=a,Values=b', "'Name=a,Values=b'"],
    ['-Dfile.encoding=x', "'-Dfile.encoding=x'"],
    ['@x', "'@x'"],
    ['$env:X', "'$env:X'"],
    ['`n', "'`n'"],
    ["it's", "'it''s'"],
    ['it’s', "'it’’s'"],
    ['a;b|c&d', "'a;b|c&d'"],
    ['(x)', "'(x)'"],
    ['', "''"],
  ];
  for (const [word, written] of powershell)
    it(`write ${JSON.stringify(word)} as ${written} for PowerShell`, () =>
      assert.equal(quoteForShell(word, 'powershell'), written));
});

describe('detectShell', () => {
  const cases: [platform: string, program: string, shell: string][] = [
    ['linux', '/bin/bash', 'posix'],
    ['linux', '/usr/bin/fish', 'posix'],
    ['linux', '/usr/bin/pwsh', 'powershell'],
    ['darwin', '', 'posix'],
    ['win32', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 'powershell'],
    ['win32', 'C:\\Program Files\\PowerShell\\7\\pwsh.exe', 'powershell'],
    ['win32', 'C:\\Program Files\\Git\\bin\\bash.exe', 'posix'],
    ['win32', 'C:\\Windows\\System32\\cmd.exe', 'powershell'],
    ['win32', '', 'powershell'],
  ];
  for (const [platform, program, shell] of cases)
    it(`is ${shell} for ${program} on ${platform}`, () =>
      assert.equal(detectShell(platform, program), shell));
});

describe('formatCommandLine', () => {
  it('is broken before its options where it is long, as the shell wants it', () => {
    const options = ['one', 'two', 'three', 'four'].map(it => [`--${it}`, 'x'.repeat(30)]);
    const x = 'x'.repeat(30);
    const lines = ['run', `--one ${x}`, `--two ${x}`, `--three ${x}`, `--four ${x}`];
    assert.equal(formatCommandLine('posix', 'run', ...options), lines.join(' \\\n  '));
    assert.equal(formatCommandLine('powershell', 'run', ...options), lines.join(' `\n  '));
    assert.equal(formatCommandLine('posix', 'run', ['--a', 'b c']), "run --a 'b c'");
  });
});

describe('arguments that begin with a hyphen', () => {
  it('are in one argument with their option', () => {
    assert.deepEqual(cliOption('profile', '-x'), ['--profile=-x']);
    assert.deepEqual(cliOption('profile', 'dev'), ['--profile', 'dev']);
  });

  it('name files by a path', () => {
    assert.equal(escapeFileArgument('-'), './-');
    assert.equal(escapeFileArgument('-rf'), './-rf');
    assert.equal(escapeFileArgument('a-b'), 'a-b');
  });
});
