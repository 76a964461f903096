import { authorise } from '../iam/authorise';
import { makeId, makeSecret } from '../iam/firstUsers';
import { parsePolicy } from '../iam/policy';
import { user as findUser, userArn, type AccessKeyRecord, type UserRecord } from '../iam/users';
import { ServiceError } from '../errors';
import { epochSeconds, type Service } from '../service';
import { keys, lastPart } from '../store/keys';
import type { QueryAction } from './queryHandler';
import type { Xml } from './xml';

// The slice of IAM that identities and their inline policies need.

/** Runs `act` for the user that the form names, once the caller may do so. */
function onUser(
  name: string,
  act: (service: Service, target: Target, form: URLSearchParams) => Xml,
): QueryAction {
  return (service, form, caller) => {
    const target = form.get('UserName') ?? caller;
    if (!/^[\w+=,.@-]{1,64}$/.test(target))
      throw new ServiceError('ValidationError', 400, `The user name '${target}' is not valid`);
    const resource = userArn(service.account, target);
    authorise(service, caller, [{ action: `iam:${name}`, resource }]);
    return act(service, { name: target, record: findUser(service.store, target) }, form);
  };
}

interface Target {
  readonly name: string;
  readonly record: UserRecord | undefined;
}

const createUser = onUser('CreateUser', (service, { name, record }) => {
  if (record)
    throw new ServiceError('EntityAlreadyExists', 409, `User with name ${name} already exists.`);
  const user = { id: makeId('AIDA', 17), created: epochSeconds(service), policies: {} };
  service.store.draft().put(keys.user(name), user).commit();
  return { User: shown(service, name, user) };
});

const getUser = onUser('GetUser', (service, target) => ({
  User: shown(service, target.name, need(target)),
}));

const deleteUser = onUser('DeleteUser', (service, target) => {
  const { policies } = need(target);
  if (Object.keys(policies).length > 0 || accessKeys(service, target.name).length > 0)
    throw new ServiceError(
      'DeleteConflict',
      409,
      'Cannot delete entity, must delete policies and access keys first.',
    );
  service.store.draft().put(keys.user(target.name), null).commit();
  return {};
});

const listUsers: QueryAction = (service, _form, caller) => {
  authorise(service, caller, [{ action: 'iam:ListUsers', resource: userArn(service.account, '') }]);
  const users = Array.from(service.store.data.scan(keys.users()), ([key, value]) =>
    shown(service, lastPart(key), value as UserRecord),
  );
  return { Users: users, IsTruncated: 'false' };
};

const putUserPolicy = onUser('PutUserPolicy', (service, target, form) => {
  const user = need(target);
  const document = required(form, 'PolicyDocument');
  const problem = parsePolicy(document, false);
  if (typeof problem === 'string') throw new ServiceError('MalformedPolicyDocument', 400, problem);
  const policies = { ...user.policies, [required(form, 'PolicyName')]: document };
  service.store
    .draft()
    .put(keys.user(target.name), { ...user, policies })
    .commit();
  return {};
});

const getUserPolicy = onUser('GetUserPolicy', (_service, target, form) => {
  const name = required(form, 'PolicyName');
  return {
    UserName: target.name,
    PolicyName: name,
    PolicyDocument: encodeURIComponent(policyOf(target, name)),
  };
});

const deleteUserPolicy = onUser('DeleteUserPolicy', (service, target, form) => {
  const name = required(form, 'PolicyName');
  policyOf(target, name);
  const user = need(target);
  const policies = Object.fromEntries(Object.entries(user.policies).filter(([it]) => it !== name));
  service.store
    .draft()
    .put(keys.user(target.name), { ...user, policies })
    .commit();
  return {};
});

const listUserPolicies = onUser('ListUserPolicies', (_service, target) => ({
  PolicyNames: Object.keys(need(target).policies),
  IsTruncated: 'false',
}));

const createAccessKey = onUser('CreateAccessKey', (service, target) => {
  need(target);
  const id = makeId('AKIA', 16);
  const key = { user: target.name, secret: makeSecret(), created: epochSeconds(service) };
  service.store.draft().put(keys.accessKey(id), key).commit();
  return { AccessKey: { ...shownKey(id, key), SecretAccessKey: key.secret } };
});

const listAccessKeys = onUser('ListAccessKeys', (service, target) => {
  need(target);
  return {
    AccessKeyMetadata: accessKeys(service, target.name).map(([id, key]) => shownKey(id, key)),
    IsTruncated: 'false',
  };
});

const deleteAccessKey = onUser('DeleteAccessKey', (service, target, form) => {
  const id = required(form, 'AccessKeyId');
  if (!accessKeys(service, target.name).some(([it]) => it === id))
    throw noSuch(`The Access Key with id ${id} cannot be found.`);
  service.store.draft().put(keys.accessKey(id), null).commit();
  return {};
});

/** The actions that are offered. */
export const iamActions: Readonly<Record<string, QueryAction>> = {
  CreateUser: createUser,
  GetUser: getUser,
  DeleteUser: deleteUser,
  ListUsers: listUsers,
  PutUserPolicy: putUserPolicy,
  GetUserPolicy: getUserPolicy,
  DeleteUserPolicy: deleteUserPolicy,
  ListUserPolicies: listUserPolicies,
  CreateAccessKey: createAccessKey,
  ListAccessKeys: listAccessKeys,
  DeleteAccessKey: deleteAccessKey,
};

function need({ name, record }: Target): UserRecord {
  if (record) return record;
  throw noSuch(`The user with name ${name} cannot be found.`);
}

function policyOf(target: Target, name: string): string {
  const { policies } = need(target);
  const document = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (document !== undefined) return document;
  throw noSuch(`The user policy with name ${name} cannot be found.`);
}

function noSuch(message: string): ServiceError {
  return new ServiceError('NoSuchEntity', 404, message);
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value !== null && value !== '') return value;
  throw new ServiceError('ValidationError', 400, `The parameter ${name} is missing`);
}

function accessKeys({ store }: Service, name: string): [id: string, key: AccessKeyRecord][] {
  const all = Array.from(store.data.scan(keys.accessKeys()), ([key, value]) => {
    return [lastPart(key), value as AccessKeyRecord] as [string, AccessKeyRecord];
  });
  return all.filter(([, key]) => key.user === name);
}

function shown({ account }: Service, name: string, { id, created }: UserRecord): Xml {
  return {
    Path: '/',
    UserName: name,
    UserId: id,
    Arn: userArn(account, name),
    CreateDate: date(created),
  };
}

function shownKey(
  id: string,
  { user, created }: AccessKeyRecord,
): Readonly<Record<string, string>> {
  return { UserName: user, AccessKeyId: id, Status: 'Active', CreateDate: date(created) };
}

function date(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
