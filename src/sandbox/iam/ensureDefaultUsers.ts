import { randomBytes, randomInt } from 'node:crypto';
import { keys } from '../store/keys';
import type { Store } from '../store/store';
import type { AccessKeyRecord, UserRecord } from './users';

/** A user's own way in. */
export interface UserCredentials {
  readonly user: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Who may do everything. */
const adminUser = 'sandbox';

/** Who may do nothing, until somebody gives a policy: for living through AccessDenied. */
const newcomerUser = 'newcomer';

const administratorPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** The sandbox's two users, made at the first start; their credentials stay the same after it. */
export function ensureDefaultUsers(
  store: Store,
  now: () => Date,
): readonly [UserCredentials, UserCredentials] {
  return [
    ensureUser(store, adminUser, { AdministratorAccess: administratorPolicy }, now),
    ensureUser(store, newcomerUser, {}, now),
  ];
}

function ensureUser(
  store: Store,
  name: string,
  policies: UserRecord['policies'],
  now: () => Date,
): UserCredentials {
  for (const [key, value] of store.keyValues.scan(keys.accessKeys())) {
    const record = value as AccessKeyRecord;
    if (record.user === name) return toUserCredentials(key.slice(keys.accessKeys().length), record);
  }
  const created = now().getTime() / 1000;
  const key: AccessKeyRecord = { user: name, secret: createSecretAccessKey(), created };
  const accessKeyId = createIamId('AKIA', 16);
  const transaction = store.beginTransaction().put(keys.accessKey(accessKeyId), key);
  if (store.keyValues.get(keys.user(name)) === undefined) {
    const user: UserRecord = { id: createIamId('AIDA', 17), created, policies };
    transaction.put(keys.user(name), user);
  }
  transaction.commit();
  return toUserCredentials(accessKeyId, key);
}

function toUserCredentials(
  accessKeyId: string,
  { user, secret }: AccessKeyRecord,
): UserCredentials {
  return { user, accessKeyId, secretAccessKey: secret };
}

/** An id as IAM makes them: a prefix that tells its kind, then capitals and digits. */
export function createIamId(prefix: string, length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A secret access key: 40 characters. */
export function createSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}
