import { randomBytes, randomInt } from 'node:crypto';
import { keys } from '../store/keys';
import type { Store } from '../store/store';
import type { AccessKeyRecord, UserRecord } from './users';

/** A user's own way in. */
export interface Credentials {
  readonly user: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Who may do everything. */
const adminUser = 'sandbox';

/** Who may do nothing, until somebody gives a policy: for living through AccessDenied. */
const newcomerUser = 'newcomer';

const administrator = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** The sandbox's two users, made at the first start; their credentials stay the same after it. */
export function firstUsers(store: Store, now: () => Date): readonly [Credentials, Credentials] {
  return [
    openUser(store, adminUser, { AdministratorAccess: administrator }, now),
    openUser(store, newcomerUser, {}, now),
  ];
}

function openUser(
  store: Store,
  name: string,
  policies: UserRecord['policies'],
  now: () => Date,
): Credentials {
  for (const [key, value] of store.data.scan(keys.accessKeys())) {
    const record = value as AccessKeyRecord;
    if (record.user === name) return credentials(key.slice(keys.accessKeys().length), record);
  }
  const created = now().getTime() / 1000;
  const key: AccessKeyRecord = { user: name, secret: makeSecret(), created };
  const accessKeyId = makeId('AKIA', 16);
  const draft = store.draft().put(keys.accessKey(accessKeyId), key);
  if (store.data.get(keys.user(name)) === undefined) {
    const user: UserRecord = { id: makeId('AIDA', 17), created, policies };
    draft.put(keys.user(name), user);
  }
  draft.commit();
  return credentials(accessKeyId, key);
}

function credentials(accessKeyId: string, { user, secret }: AccessKeyRecord): Credentials {
  return { user, accessKeyId, secretAccessKey: secret };
}

/** An id as IAM makes them: a prefix that tells its kind, then capitals and digits. */
export function makeId(prefix: string, length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A secret access key: 40 characters. */
export function makeSecret(): string {
  return randomBytes(30).toString('base64');
}
