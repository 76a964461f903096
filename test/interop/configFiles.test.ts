import assert from 'node:assert/strict';
import path from 'node:path';
import { decodeConfigFile } from '../../src/aws/credentials/decodeConfigFile';
import { ConfigSyntaxError, parseConfigFile } from '../../src/aws/credentials/parseConfigFile';
import { mergeSharedConfig } from '../../src/aws/credentials/sharedConfig';
import { requireAwsCli } from '../../tools/machine/awsCli';
import { Random } from '../properties/random';
import { needed, run } from './run';

const pairs = 10_000;
const names = [
  'default',
  'dev',
  'My Corp',
  "O'Neil",
  'R&D',
  'a(b)',
  'dépôt',
  'x.y',
  'DEFAULT',
  '-',
];
const kinds = [
  'profile ',
  'profile  ',
  'profile',
  'profile\t',
  ' profile ',
  'sso-session ',
  'services ',
  '',
];
kinds.push('services.', 'sso-session.', 'Profile ', 'plugins ', 'profiles ');
const keys = [
  'region',
  'Region',
  'aws_access_key_id',
  'sso_region',
  's3',
  'codeartifact',
  'a b',
  '',
];
const values = [
  'eu-west-1',
  'x # y',
  'x ; y',
  '"q"',
  '',
  ' ',
  'a=b',
  'a:b',
  '[x]',
  '\u00a0v\u2003',
  '#',
  'é',
];
const spaces = [
  '',
  '',
  '',
  ' ',
  '    ',
  '\t',
  '\u00a0',
  '\u3000',
  '\v',
  '\f',
  '\x1c',
  '\x85',
  '\u2028',
];
const ends = ['\n', '\n', '\n', '\n', '\r\n', '\r\n', '\r', '\n\n', ''];
const strays = [
  'export FOO',
  ']',
  '[',
  '[]',
  '=',
  ':',
  '# note',
  '; note',
  '  # note',
  '[a] b]',
  '"',
  '\\',
];
const pieces = [
  ...spaces,
  ...strays,
  '\n',
  '\r',
  '"',
  "'",
  '\\',
  '[',
  ']',
  '=',
  ':',
  '#',
  ';',
  '\ufeff',
];

function quote(random: Random, name: string): string {
  const forms = [name, name, name, `"${name}"`, `'${name}'`, `"${name}`, name.replace(' ', '\\ ')];
  return random.pick(forms);
}

function line(random: Random): string {
  const kind = random.int(100);
  const indent = random.pick(spaces);
  if (kind < 25)
    return `${indent}[${random.pick(kinds)}${quote(random, random.pick(names))}]${random.pick(spaces)}`;
  if (kind < 30) return random.pick(strays);
  const separator = random.pick(['=', ' = ', ' = ', ':', ' : ', ' =']);
  return `${indent}${random.pick(keys)}${separator}${random.pick(values)}`;
}

/** Mostly sections that are valid, so that many files are read to their end. */
function file(random: Random): Buffer {
  let text = '';
  const isTidy = random.int(10) < 6;
  for (let count = random.int(8); count > 0; count -= 1) {
    if (!isTidy) text += `${line(random)}${random.pick(ends)}`;
    else text += tidySection(random, count);
  }
  for (let count = random.int(10) < 3 ? 1 + random.int(3) : 0; count > 0; count -= 1) {
    const at = random.int(text.length + 1);
    text = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.int(2));
  }
  const bytes = Buffer.from(text);
  if (random.chance(50) && bytes.length > 0) bytes[random.int(bytes.length)] = random.int(256);
  return bytes;
}

function tidySection(random: Random, number: number): string {
  const indent = random.pick(['', '', '    ', '\t']);
  const name = quote(random, `${random.pick(names)}${number}`);
  const end = random.pick(ends.slice(0, 7));
  const lines = [`${indent}[${random.pick(kinds)}${name}]`];
  for (const key of keys.slice(2, 6).filter(() => random.int(10) < 7)) {
    const isBlock = random.int(10) < 3;
    lines.push(`${indent}${key} =${isBlock ? '' : ` ${random.pick(values)}`}`);
    if (isBlock) lines.push(`${indent}  x_${number} = ${random.pick(values)}`, `${indent}  y=1`);
  }
  return lines.map(text => `${text}${end}`).join('');
}

function read(config: Buffer, credentials: Buffer): unknown {
  try {
    const files = [config, credentials].map(bytes => parseConfigFile(decodeConfigFile(bytes)));
    const shared = mergeSharedConfig(files[0] ?? new Map(), files[1] ?? new Map());
    const entries = Object.entries(shared) as [string, ReadonlyMap<string, object>][];
    return Object.fromEntries(entries.map(([kind, found]) => [kind, Object.fromEntries(found)]));
  } catch (error) {
    assert.ok(error instanceof ConfigSyntaxError, String(error));
    assert.ok(error.line >= 1 && error.message !== '');
    return 'refused';
  }
}

describe('the shared config and credentials files', () => {
  it(`are read as botocore reads them, in ${pairs * 2} generated files`, async function () {
    this.timeout(600_000);
    const { python } = await needed(this, requireAwsCli);
    const random = new Random(20_261_130);
    const inputs = Array.from({ length: pairs }, () => [file(random), file(random)] as const);
    const input = inputs
      .map(([config, credentials]) =>
        JSON.stringify([config.toString('hex'), credentials.toString('hex')]),
      )
      .join('\n');
    const script = path.resolve('test', 'interop', 'readConfigFiles.py');
    const env = { ...process.env, PYTHONUTF8: '1' };
    const { stdout, stderr } = await run(python, [script], { env, input });
    const results = stdout.trimEnd().split('\n');
    assert.equal(results.length, pairs, stderr);
    let accepted = 0;
    for (const [index, [config, credentials]] of inputs.entries()) {
      const expected: unknown = JSON.parse(results[index] ?? '');
      const actual = read(config, credentials);
      // These are refused, or read without their byte order mark, on purpose.
      const differs = [config, credentials].some(
        bytes => bytes.includes(0) || bytes.subarray(0, 3).equals(Buffer.from('\ufeff')),
      );
      if (differs) continue;
      const shown = JSON.stringify([config.toString(), credentials.toString()]);
      assert.deepEqual(
        actual,
        expected,
        `${shown}\n${JSON.stringify(actual)}\n${JSON.stringify(expected)}`,
      );
      if (expected !== 'refused') accepted += 1;
    }
    assert.ok(accepted > pairs / 10, `only ${accepted} pairs are valid`);
  });
});
