import { randomBytes, randomInt } from 'node:crypto';
import { keys } from '../store/keys';
import type { Store } from '../store/store';
import type { AccessKeyRecord, UserRecord } from './users';

/** A user and an access key of theirs. */
export interface UserCredentials {
  readonly user: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The user who may do everything. */
const adminUser = 'sandbox';

/** A user without any permission, for trying out AccessDeniedException and its remedy. */
const newcomerUser = 'newcomer';

const administratorPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/**
 * Makes sure that the users `sandbox` and `newcomer` exist and have an access key; returns one of
 * each. A user that does not exist is created with the access key in `earlier`, so that a deleted key
 * of an existing user does not come back.
 */
export function ensureDefaultUsers(
  store: Store,
  now: () => Date,
  earlier: readonly UserCredentials[] = [],
): readonly [UserCredentials, UserCredentials] {
  return [
    ensureUser(store, adminUser, { AdministratorAccess: administratorPolicy }, now, earlier),
    ensureUser(store, newcomerUser, {}, now, earlier),
  ];
}

function ensureUser(
  store: Store,
  name: string,
  policies: UserRecord['policies'],
  now: () => Date,
  earlier: readonly UserCredentials[],
): UserCredentials {
  for (const [key, value] of store.keyValues.scan(keys.accessKeys())) {
    const record = value as AccessKeyRecord;
    if (record.user === name) return toUserCredentials(key.slice(keys.accessKeys().length), record);
  }
  const created = now().getTime() / 1000;
  const isNew = store.keyValues.get(keys.user(name)) === undefined;
  const earlierKey = isNew ? earlier.find(({ user }) => user === name) : undefined;
  const { accessKeyId, secretAccessKey } = earlierKey ?? createAccessKey(name);
  const key: AccessKeyRecord = { user: name, secret: secretAccessKey, created };
  const transaction = store.beginTransaction().put(keys.accessKey(accessKeyId), key);
  if (isNew) {
    const user: UserRecord = { id: createIamId('AIDA', 17), created, policies };
    transaction.put(keys.user(name), user);
  }
  transaction.commit();
  return toUserCredentials(accessKeyId, key);
}

function createAccessKey(user: string): UserCredentials {
  return {
    user,
    accessKeyId: createIamId('AKIA', 16),
    secretAccessKey: createSecretAccessKey(),
  };
}

function toUserCredentials(
  accessKeyId: string,
  { user, secret }: AccessKeyRecord,
): UserCredentials {
  return { user, accessKeyId, secretAccessKey: secret };
}

/** Creates an ID like those of IAM: a prefix for the kind, then `length` capitals and digits. */
export function createIamId(prefix: string, length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Creates a secret access key of 40 characters. */
export function createSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}
