import assert from 'node:assert/strict';
import { parseArn } from '../../../src/permissions/parseArn';

describe('the parts of an ARN', () => {
  it('are five', () =>
    assert.deepEqual(parseArn('arn:aws-cn:codeartifact:cn-north-1:111122223333:domain/a:b'), {
      partition: 'aws-cn',
      service: 'codeartifact',
      region: 'cn-north-1',
      account: '111122223333',
      resource: 'domain/a:b',
    }));

  it('may lack a region and an account', () =>
    assert.deepEqual(parseArn('arn:aws:s3:::bucket'), {
      partition: 'aws',
      service: 's3',
      region: '',
      account: '',
      resource: 'bucket',
    }));

  for (const text of [
    ...['', '*', 'arn:aws:s3::bucket', 'arn::s3:::bucket', 'arn:aws::::bucket', 'arn:aws:s3:::'],
    ...['arn:aws:s3:::a b', 'x arn:aws:s3:::a', 'arn:aws:s3:::a\n'],
  ])
    it(`are not in ${JSON.stringify(text)}`, () => assert.equal(parseArn(text), undefined));
});
