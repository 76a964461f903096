import assert from 'node:assert/strict';
import {
  checkTarget,
  isAwsHost,
  type RequestTarget,
} from '../../../../src/aws/client/requestTarget';
import { failing } from '../failing';

const aws = { aws: true, origins: ['http://127.0.0.1:4566'] };
const sandbox = { aws: false, origins: ['http://127.0.0.1:4000'] };

function target(url: string): RequestTarget {
  const { protocol, hostname, port } = new URL(url);
  return { protocol, hostname, port: port === '' ? undefined : Number(port) };
}

describe('where requests may go', () => {
  const open: string[] = [
    'https://codeartifact.eu-west-1.amazonaws.com',
    'https://codeartifact-fips.us-east-1.amazonaws.com',
    'https://codeartifact.eu-west-1.api.aws',
    'https://vpce-0a-1b.api.codeartifact.eu-west-1.vpce.amazonaws.com',
    'https://codeartifact.cn-north-1.amazonaws.com.cn',
    'https://sts.amazonaws.com',
    'https://sts.eu-west-1.amazonaws.com',
    'https://sts-fips.us-east-1.amazonaws.com',
    'https://sts.eu-west-1.api.aws',
    'https://sts.cn-north-1.amazonaws.com.cn',
    'https://vpce-0a-1b.sts.eu-west-1.vpce.amazonaws.com',
    'https://portal.sso.eu-west-1.amazonaws.com',
    'https://oidc.eu-west-1.amazonaws.com',
    'https://oidc.eu-west-1.api.aws',
    'https://eu-west-1.signin.aws.amazon.com',
    'https://signin.eu-west-1.api.aws',
    'https://codeartifact.eu-west-1.amazonaws.com:443',
    'http://127.0.0.1:4566',
  ];
  for (const url of open)
    it(`AWS's credentials may go to ${url}`, () => checkTarget(target(url), aws));

  const closed: string[] = [
    'http://codeartifact.eu-west-1.amazonaws.com',
    'https://codeartifact.eu-west-1.amazonaws.com:8443',
    'https://codeartifact.eu-west-1.amazonaws.com.evil.example',
    'https://evil-codeartifact.eu-west-1.amazonaws.com',
    'https://evil.example',
    'https://sts.evil.example',
    'https://sts.eu-west-1.amazonaws.com.evil.example',
    'https://x.sts.eu-west-1.amazonaws.com',
    'https://s3.eu-west-1.amazonaws.com',
    'https://portal.sso.evil.amazonaws.com.example',
    'https://oidc.eu-west-1.amazonaws.com.cn.example',
    'https://signin.example',
    'http://127.0.0.1:4567',
    'http://localhost:4566',
    'https://127.0.0.1:4566',
    'http://169.254.169.254',
  ];
  for (const url of closed)
    it(`AWS's credentials may not go to ${url}`, () =>
      assert.throws(() => checkTarget(target(url), aws), failing('endpoint-refused')));

  const notTheSandbox = ['http://127.0.0.1:4001', 'https://codeartifact.eu-west-1.amazonaws.com'];
  for (const url of notTheSandbox)
    it(`the sandbox's may not go to ${url}`, () =>
      assert.throws(() => checkTarget(target(url), sandbox), failing('endpoint-refused')));

  it("the sandbox's may go to it", () => checkTarget(target('http://127.0.0.1:4000'), sandbox));

  it('knows hosts in full only', () => {
    assert.equal(isAwsHost('sts.amazonaws.com'), true);
    assert.equal(isAwsHost('sts.amazonaws.com\n'), false);
  });
});
