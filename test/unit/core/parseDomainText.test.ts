import assert from 'node:assert/strict';
import { parseDomainText } from '../../../src/core/parseDomainText';

describe('parseDomainText', () => {
  const team = { region: 'eu-west-1', owner: '111122223333', domain: 'my-team' };
  const arn = 'arn:aws:codeartifact:eu-west-1:111122223333';
  const host = 'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com';
  const rows: [text: string, found: ReturnType<typeof parseDomainText>][] = [
    [' my-team ', { domain: 'my-team' }],
    [`${arn}:domain/my-team`, team],
    [`${arn}:repository/my-team/releases`, team],
    [
      `arn:aws-us-gov:codeartifact:us-gov-west-1:111122223333:domain/my-team`,
      { ...team, region: 'us-gov-west-1' },
    ],
    [`${host}/maven/releases/`, team],
    [`${host.replace('https', 'http')}/maven/releases/`, undefined],
    [`${host}.evil.example/maven/releases/`, undefined],
    ['arn:aws:s3:::my-team', undefined],
    ['My Team', undefined],
    ['', undefined],
    ['a', undefined],
  ];
  for (const [text, found] of rows)
    it(`reads ${text || 'nothing'}`, () => assert.deepEqual(parseDomainText(text), found));
});
