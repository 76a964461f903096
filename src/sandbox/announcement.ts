import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { UserCredentials } from './iam/ensureDefaultUsers';
import { removeTemporaryFiles, writeFileAtomically } from './store/writeFileAtomically';

/** What a client needs to connect to a running sandbox. */
export interface Announcement {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The path of `sandbox.json`, which exists in the data folder while a sandbox serves it. */
export const announcementFile = (folder: string) => path.join(folder, 'sandbox.json');

/**
 * Writes `sandbox.json` (the announcement, `pid` and the credentials of every user) and, for the AWS
 * CLI and SDKs, `aws/config` and `aws/credentials` with a profile for each user. All have mode 0600.
 */
export function writeAnnouncement(
  folder: string,
  announcement: Announcement,
  users: readonly UserCredentials[],
): void {
  const aws = path.join(folder, 'aws');
  mkdirSync(aws, { recursive: true, mode: 0o700 });
  removeTemporaryFiles(aws);
  const { endpoint, region } = announcement;
  writeFileAtomically(
    path.join(aws, 'config'),
    users
      .map(it => formatSection(`profile ${it.user}`, { region, endpoint_url: endpoint }))
      .join('\n'),
  );
  writeFileAtomically(
    path.join(aws, 'credentials'),
    users
      .map(it =>
        formatSection(it.user, {
          aws_access_key_id: it.accessKeyId,
          aws_secret_access_key: it.secretAccessKey,
        }),
      )
      .join('\n'),
  );
  const content = { ...announcement, pid: process.pid, users };
  writeFileAtomically(announcementFile(folder), `${JSON.stringify(content, null, 2)}\n`);
}

/**
 * Removes `sandbox.json`, so that clients do not find a sandbox that has ended. Returns whether the
 * file existed: at a start, that means that the last sandbox did not end cleanly.
 */
export function removeAnnouncement(folder: string): boolean {
  const file = announcementFile(folder);
  const existed = existsSync(file);
  rmSync(file, { force: true });
  return existed;
}

function formatSection(name: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}\n`);
  return `[${name}]\n${lines.join('')}`;
}
