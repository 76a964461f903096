import { keys } from '../store/keys';
import type { Store } from '../store/store';

/** An identity of the sandbox: an IAM user with inline policies, by their names. */
export interface UserRecord {
  readonly id: string;
  readonly created: number;
  readonly policies: Readonly<Record<string, string>>;
}

/** An access key, whose secret must be known to check signatures. */
export interface AccessKeyRecord {
  readonly user: string;
  readonly secret: string;
  readonly created: number;
}

export function findUser(store: Store, name: string): UserRecord | undefined {
  return store.keyValues.get(keys.user(name)) as UserRecord | undefined;
}

export function findAccessKey(store: Store, id: string): AccessKeyRecord | undefined {
  return store.keyValues.get(keys.accessKey(id)) as AccessKeyRecord | undefined;
}

/** `arn:aws:iam::ACCOUNT:user/NAME`. */
export function userArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:user/${name}`;
}
