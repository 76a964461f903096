import assert from 'node:assert/strict';
import { redactSecrets } from '../../../src/shared/redactSecrets';

const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const token = `${btoa('{"alg":"dir","exp":1}').replaceAll('=', '')}.a-b_c.d.e.f`;

describe('redactSecrets', () => {
  const hiding: [what: string, text: string, shown: string][] = [
    ['a token', `password is ${token}, it says`, 'password is [secret], it says'],
    ['a secret key', `key ${key}.`, 'key [secret].'],
    ['most of an access key id', 'AKIAIOSFODNN7EXAMPLE', 'AKIAIO…MPLE'],
    ['a password in a URL', 'http://me:hunter2@proxy:8080/', 'http://[secret]@proxy:8080/'],
    ['a password of settings.xml', '<password>x y</password>', '<password>[secret]</password>'],
    ['a header', 'Authorization: Basic YXdzOng=', 'Authorization: [secret]'],
    ['a header of a signature', 'x-amz-security-token:abc', 'x-amz-security-token:[secret]'],
    ['an option', 'run --password=hunter2 --now', 'run --password=[secret] --now'],
    ['JSON', '{"secret": "hunter2", "a": 1}', '{"secret": "[secret]", "a": 1}'],
    ['a session token', `t ${'Abc+/9'.repeat(50)}== t`, 't [secret] t'],
  ];
  for (const [what, text, shown] of hiding)
    it(`hides ${what}`, () => assert.equal(redactSecrets(text), shown));

  const kept = [
    'arn:aws:codeartifact:eu-west-1:111122223333:package/my-team/releases/maven/org.example/app',
    'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709',
    '/home/ann/Projects/2026/shop/src/main/java/org/example',
    'request 7f3e2c1a-1111-2222-3333-444455556666',
    'User: arn:aws:sts::1:assumed-role/dev/me is not authorized to perform: sts:GetServiceBearerToken',
    'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/',
  ];
  for (const text of kept) it(`keeps ${text}`, () => assert.equal(redactSecrets(text), text));

  it('hides what is known to be secret, in every form', () => {
    const secret = 'canary & secret';
    const forms = [secret, btoa(secret), btoa(`aws:${secret}`), encodeURIComponent(secret)];
    const shown = redactSecrets(forms.join('\n'), [secret, '']);
    assert.equal(shown, forms.map(() => '[secret]').join('\n'));
  });
});
