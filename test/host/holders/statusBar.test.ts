import assert from 'node:assert/strict';
import { statusBarSummary } from '../../../src/ui/tokens/statusBarSummary';
import { describeShortenedLife } from '../../../src/ui/tokens/formatTokenState';
import type { TokenState } from '../../../src/ui/tokens/tokenState';
import { team } from './fakeServices';

const now = new Date('2026-01-01T00:00:00Z');
const state = (minutes: number | undefined): TokenState => ({
  domain: team,
  kind: 'maven',
  holder: '/settings.xml',
  server: 'team',
  signedOut: false,
  ...(minutes !== undefined && { expires: new Date(now.getTime() + minutes * 60_000) }),
});

describe('a token that ends before its time', () => {
  it('is explained by the setting that binds it to the session', () =>
    assert.equal(
      describeShortenedLife('team', { seconds: 3600, askedSeconds: 0 }),
      'The token of team is valid for 1 h. It expires with your AWS session, because codeartifact.token.duration is 0. For 12 hours, set it to 43200.',
    ));

  it('is explained by the session, when more was asked for', () =>
    assert.match(
      describeShortenedLife('team', { seconds: 5400, askedSeconds: 43_200 }),
      /is valid for 1 h 30 min instead of the requested 12 h, .* your AWS session expires then.* Sign in again/,
    ));
});

describe('what the status bar says', () => {
  const rows: [
    what: string,
    minutes: number | undefined,
    failing: boolean,
    icon: string,
    text: string,
    severity: string | undefined,
  ][] = [
    ['of a token', 185, false, 'key', 'Token 3 h 5 min', undefined],
    ['near its end', 20, false, 'warning', 'Token expires in 20 min', 'warning'],
    ['when renewing fails', 185, true, 'warning', 'Token not renewed, 3 h 5 min left', 'warning'],
    ['after its end', -1, false, 'error', 'Token expired', 'error'],
    ['after its end, when renewing fails', -1, true, 'error', 'Token expired', 'error'],
    ['of no known token', undefined, false, 'key', 'Refresh Token', undefined],
  ];
  for (const [what, minutes, failing, icon, text, severity] of rows)
    it(`${what}: ${text}`, () =>
      assert.deepEqual(statusBarSummary([state(minutes)], failing, now), {
        icon,
        text,
        ...(severity !== undefined && { severity }),
      }));
});
