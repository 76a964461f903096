import { keys } from '../store/keys';
import type { Store } from '../store/store';

/** An IAM user and their inline policies by name. */
export interface UserRecord {
  readonly id: string;
  readonly created: number;
  readonly policies: Readonly<Record<string, string>>;
}

/** An access key of a user. The secret is stored because signatures are checked with it. */
export interface AccessKeyRecord {
  readonly user: string;
  readonly secret: string;
  readonly created: number;
}

/** The user of this name, if there is one. */
export function findUser(store: Store, name: string): UserRecord | undefined {
  return store.keyValues.get(keys.user(name)) as UserRecord | undefined;
}

/** The access key with this ID, if there is one. */
export function findAccessKey(store: Store, id: string): AccessKeyRecord | undefined {
  return store.keyValues.get(keys.accessKey(id)) as AccessKeyRecord | undefined;
}

/** The ARN of a user, `arn:aws:iam::ACCOUNT:user/NAME`. */
export function userArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:user/${name}`;
}
