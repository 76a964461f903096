import assert from 'node:assert/strict';
import {
  parseAuthorizationHeader,
  computeSignature,
} from '../../../../src/sandbox/signature/computeSignature';

const scope = {
  date: '20150830',
  region: 'us-east-1',
  service: 'service',
  signedHeaders: ['host', 'x-amz-date'],
};
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' };
const payloadHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const signature = (target: string, more: object = {}) =>
  computeSignature({ method: 'GET', target, headers, payloadHash, ...more }, scope, secret);

describe('a signature', () => {
  // AWS's own test suite for Signature Version 4.
  const suite: [name: string, target: string, signature: string][] = [
    ['get-vanilla', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'get-vanilla-query-order-key-case',
      '/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ];
  for (const [name, target, expected] of suite)
    it(`is that of ${name}`, () => assert.equal(signature(target), expected));

  const alike: [one: string, other: string][] = [
    ['/?b=1&a=1', '/?a=1&b=1'],
    ['/?a=2&a=1', '/?a=1&a=2'],
    ['/?c=1&a=1&b=1', '/?a=1&b=1&c=1'],
    ['/?B=1&a=1', '/?a=1&B=1'],
    ['/?a', '/?a='],
    ['/?a=b=c', '/?a=b%3Dc'],
    ['/?a=%7E', '/?a=~'],
    ["/?a='", '/?a=%27'],
    ['/', '/?'],
    ['', '/'],
  ];
  for (const [one, other] of alike)
    it(`is the same for ${one} and ${other}`, () => assert.equal(signature(one), signature(other)));

  const different: [one: string, other: string][] = [
    ['/?a=1', '/?a=2'],
    ['/?a=1', '/?b=1'],
    ['/a', '/b'],
    ['/a/b', '/a%2Fb'],
    ['/?a=1&b=2', '/?a=2&b=1'],
    ['/?%zz=1', '/?a=1'],
  ];
  for (const [one, other] of different)
    it(`differs for ${one} and ${other}`, () => assert.notEqual(signature(one), signature(other)));

  it('ignores additional white space in a header', () => {
    const spaced = { ...headers, host: '  example.amazonaws.com ' };
    assert.equal(signature('/', { headers: spaced }), signature('/'));
    const [one, other] = ['a  b', 'a b'].map(host =>
      signature('/', { headers: { ...headers, host } }),
    );
    assert.equal(one, other);
    assert.notEqual(one, signature('/', { headers: { ...headers, host: 'ab' } }));
  });
});

describe('an Authorization header', () => {
  const header = (credential: string, more = 'SignedHeaders=host;x-amz-date, Signature=abc') =>
    `AWS4-HMAC-SHA256 Credential=${credential}, ${more}`;
  const good = 'AKID/20150830/us-east-1/iam/aws4_request';
  const parsed = {
    accessKeyId: 'AKID',
    date: '20150830',
    region: 'us-east-1',
    service: 'iam',
    signedHeaders: ['host', 'x-amz-date'],
    signature: 'abc',
  };
  it('is parsed with any spacing and order', () => {
    assert.deepEqual(parseAuthorizationHeader(header(good)), parsed);
    assert.deepEqual(
      parseAuthorizationHeader(
        `AWS4-HMAC-SHA256  Signature=abc,SignedHeaders=host;x-amz-date,Credential=${good}`,
      ),
      parsed,
    );
  });

  const refused: [what: string, header: string | undefined][] = [
    ['none', undefined],
    ['another algorithm', `AWS3 Credential=${good}, SignedHeaders=host, Signature=a`],
    ['something before it', ` ${header(good)}`],
    ['no credential', 'AWS4-HMAC-SHA256 SignedHeaders=host, Signature=abc'],
    ['a short credential', header('AKID/20150830/us-east-1/aws4_request')],
    ['a long credential', header(`x/${good}`)],
    ['another end', header('AKID/20150830/us-east-1/iam/aws5_request')],
    ['no signed headers', header(good, 'Signature=abc')],
    ['no signature', header(good, 'SignedHeaders=host')],
    ['a field that only ends alike', header(good, 'XSignedHeaders=host, Signature=abc')],
  ];
  for (const [what, text] of refused)
    it(`is not read: ${what}`, () => assert.equal(parseAuthorizationHeader(text), undefined));
});
