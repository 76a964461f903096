import assert from 'node:assert/strict';
import { parseCallerArn, type Caller } from '../../../src/core/caller';

describe('parseCallerArn', () => {
  const account = '111122223333';
  const rows: [arn: string, caller: Caller][] = [
    [
      `arn:aws:sts::${account}:assumed-role/dev/me`,
      { kind: 'role', name: 'dev', session: 'me', permissionSet: false },
    ],
    [
      `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Power_User_0123456789abcdef/me@corp.example`,
      { kind: 'role', name: 'Power_User', session: 'me@corp.example', permissionSet: true },
    ],
    [
      `arn:aws-us-gov:sts::${account}:assumed-role/AWSReservedSSO_/me`,
      { kind: 'role', name: 'AWSReservedSSO_', session: 'me', permissionSet: false },
    ],
    [`arn:aws:iam::${account}:user/team/a/me`, { kind: 'user', name: 'me', permissionSet: false }],
    [`arn:aws:iam::${account}:root`, { kind: 'root', name: 'root', permissionSet: false }],
    [
      `arn:aws:sts::${account}:federated-user/bob`,
      { kind: 'federated', name: 'bob', session: 'bob', permissionSet: false },
    ],
    ['arn:odd', { kind: 'other', name: '', permissionSet: false }],
  ];
  for (const [arn, caller] of rows)
    it(`reads ${arn}`, () => assert.deepEqual(parseCallerArn(arn), caller));
});
