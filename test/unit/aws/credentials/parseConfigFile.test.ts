import assert from 'node:assert/strict';
import { decodeConfigFile } from '../../../../src/aws/credentials/decodeConfigFile';
import {
  ConfigSyntaxError,
  parseConfigFile,
} from '../../../../src/aws/credentials/parseConfigFile';
import { mergeSharedConfig, readSharedConfig } from '../../../../src/aws/credentials/sharedConfig';
import { failing } from '../failing';
import { World } from '../world';

const merged = (config: string, credentials = '') =>
  mergeSharedConfig(parseConfigFile(config), parseConfigFile(credentials));

describe('the sections of the shared files', () => {
  const titles: [title: string, profile: string | undefined][] = [
    ['profile "Acme Prod"', 'Acme Prod'],
    ["profile 'Acme Dev'", 'Acme Dev'],
    [String.raw`profile Acme\ Test`, 'Acme Test'],
    ['profile R&D', 'R&D'],
    ['profile Dev(Admin)', 'Dev(Admin)'],
    ['profile dépôt', 'dépôt'],
    ['profile  two-blanks', 'two-blanks'],
    ['profile\ttab', 'tab'],
    ['profile services.Dev', 'services.Dev'],
    ['default', 'default'],
    ['profile default', 'default'],
    ['profile constructor', 'constructor'],
    ['profile __proto__', '__proto__'],
    [' profile padded ', undefined],
    ['profile Two Words', undefined],
    ['profile "open', undefined],
    ['dev', undefined],
    ['services.Dev', undefined],
  ];
  for (const [title, profile] of titles)
    it(`[${title}] is ${profile === undefined ? 'no profile' : `the profile ${profile}`}`, () =>
      assert.deepEqual(
        [...merged(`[${title}]\nregion = r`).profiles],
        profile === undefined ? [] : [[profile, { region: 'r' }]],
      ));

  it('are profiles by their whole title in the credentials file', () => {
    const titles = ['dev', 'profile dev', 'Foo Bar', 'services.Dev', 'sso-session.x'];
    const text = titles.map(title => `[${title}]\nregion = r\n`).join('');
    assert.deepEqual([...merged('', text).profiles.keys()], titles);
  });

  it('are sessions and services with quoted names', () => {
    const { ssoSessions, services } = merged(
      '[sso-session \'My Corp Ltd\']\nsso_region = r\n[services "My Own"]\nsts =\n  endpoint_url = u',
    );
    assert.deepEqual([...ssoSessions], [['My Corp Ltd', { sso_region: 'r' }]]);
    assert.deepEqual([...services], [['My Own', { 'sts.endpoint_url': 'u' }]]);
  });

  it('inherit the values of [DEFAULT]', () =>
    assert.deepEqual(merged('[DEFAULT]\nregion = r\n[profile a]\nx = y').profiles.get('a'), {
      x: 'y',
      region: 'r',
    }));
});

describe('the values of the shared files', () => {
  const cases: [what: string, text: string, section: Record<string, string>][] = [
    ['a colon', 'region: eu-west-1', { region: 'eu-west-1' }],
    ['keys in upper case', 'REGION = eu-west-1', { region: 'eu-west-1' }],
    ['` #` and ` ;` inside a value', 'a = x # y\nb = x ; y', { a: 'x # y', b: 'x ; y' }],
    ['comments on lines of their own', '# a = 1\n  ; b = 2\nc = 3', { c: '3' }],
    [
      'an indented section after a nested block',
      '    s3 =\n        x = 20\n    region = r',
      { 's3.x': '20', region: 'r' },
    ],
    [
      'an indented section after an empty value',
      '    aws_session_token =\n    region = r',
      { aws_session_token: '', region: 'r' },
    ],
    ['a continued value', 'a = 1\n  2', { a: '1\n2' }],
    ['a carriage return as line end', 'a = 1\rb = 2', { a: '1', b: '2' }],
    ['spaces that are not ASCII', 'a\u00a0= \u3000x\u2003', { a: 'x' }],
  ];
  for (const [what, text, section] of cases)
    it(`may have ${what}`, () =>
      assert.deepEqual(merged(`[profile p]\n${text}\n`).profiles.get('p'), section));

  it('of the credentials file take precedence', () =>
    assert.deepEqual(merged('[profile p]\na = 1\nb = 2', '[p]\nb = 3').profiles.get('p'), {
      a: '1',
      b: '3',
    }));
});

describe('a file that the AWS CLI refuses', () => {
  const cases: [what: string, text: string, line: number, reason: RegExp][] = [
    ['a line before the first section', '\nregion = x', 2, /not in a section/],
    ['a line without a value', '[p]\na = 1\nexport FOO', 3, /neither a section nor a key/],
    ['a section twice', '[p]\n[q]\n[p]', 3, /\[p\] is already defined/],
    ['a key twice', '[p]\na = 1\nA: 2', 3, /key a is already set/],
    ['a value without a key', '[p]\n = 1', 2, /no key/],
    ['a block that is not keys and values', '[p]\na =\n  b', 2, /block below/],
  ];
  for (const [what, text, line, reason] of cases)
    it(`has ${what}: its line and the reason are named`, () =>
      assert.throws(
        () => parseConfigFile(text),
        (error: unknown) =>
          error instanceof ConfigSyntaxError && error.line === line && reason.test(error.message),
      ));

  const encodings: [what: string, bytes: Buffer, reason: RegExp][] = [
    ['UTF-16', Buffer.from('\ufeff[default]', 'utf16le'), /line 1: .*UTF-16/],
    ['UTF-16 of the other byte order', Buffer.from('\ufeff[p]', 'utf16le').swap16(), /UTF-16/],
    ['UTF-16 without a byte order mark', Buffer.from('[default]', 'utf16le'), /NUL/],
    ['Latin-1', Buffer.from('[p]\na = 1\nb = \xe9\n', 'latin1'), /line 3: .*not encoded in UTF-8/],
  ];
  for (const [what, bytes, reason] of encodings)
    it(`is encoded in ${what}: the failure names file, line and reason`, async () => {
      const world = new World();
      const file = world.write('.aws/credentials', '');
      world.write('.aws/credentials', bytes);
      await assert.rejects(readSharedConfig(world.options().environment), (error: unknown) => {
        failing('file-unreadable', undefined, reason)(error);
        assert.equal((error as { subject?: string }).subject, file);
        return true;
      });
      world.dispose();
    });

  it('is not one with a byte order mark', () =>
    assert.equal(decodeConfigFile(Buffer.from('\ufeff[default]')), '[default]'));
});
