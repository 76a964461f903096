import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inAnHour } from '../unit/aws/cloud';
import { cliAccess, consoleSession, ssoSession } from './company';

/** The AWS CLI as its sign-ins see it from outside: what it is called with, and what it writes. */
export interface AwsStandIn {
  /** What it was called with since it was written, a line for each call. */
  readonly calls: () => Promise<readonly string[]>;
}

/** Writes a program `aws` to `home`/bin, which signs in at once, or fails with `exitCode`. */
export async function awsStandIn(home: string, exitCode = 0): Promise<AwsStandIn> {
  const bin = path.join(home, 'bin');
  const log = path.join(bin, 'calls');
  await mkdir(bin, { recursive: true });
  await rm(log, { force: true });
  await writeFile(path.join(bin, 'sso'), JSON.stringify(ssoCache()));
  await writeFile(path.join(bin, 'login'), JSON.stringify(loginCache()));
  await writeFile(path.join(bin, 'aws'), script(exitCode), { mode: 0o755 });
  return {
    calls: async () =>
      (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(line => line !== ''),
  };
}

const hash = (algorithm: string, text: string): string =>
  createHash(algorithm).update(text).digest('hex');

function script(exitCode: number): string {
  return `#!/bin/sh
bin="$HOME/bin"
echo "$*" >> "$bin/calls"
keep() {
  [ ${exitCode} = 0 ] || exit ${exitCode}
  mkdir -p "$HOME/.aws/$1/cache"
  cp "$bin/$1" "$HOME/.aws/$1/cache/$2.json"
}
case "$1" in
  --version) echo aws-cli/2.32.7 Python/3.13.9 Linux/6.12 exe/x86_64 ;;
  sso) keep sso ${hash('sha1', ssoSession)} ;;
  login) keep login ${hash('sha256', consoleSession)} ;;
  *) exit 252 ;;
esac
`;
}

function ssoCache() {
  return { region: 'eu-west-1', accessToken: cliAccess, expiresAt: inAnHour() };
}

function loginCache() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    accessToken: {
      accessKeyId: 'AKIDLOGIN',
      secretAccessKey: 's',
      sessionToken: 't',
      accountId: '111122223333',
      expiresAt: inAnHour(),
    },
    tokenType: 'aws_sigv4',
    clientId: 'c',
    refreshToken: 'r',
    idToken: 'i',
    dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }),
  };
}
