import { authorize } from '../iam/authorize';
import { createIamId, createSecretAccessKey } from '../iam/ensureDefaultUsers';
import { parsePolicy } from '../iam/policy';
import { findUser, userArn, type AccessKeyRecord, type UserRecord } from '../iam/users';
import { ServiceError } from '../serviceError';
import { epochSeconds, type Service } from '../service';
import { keys, lastPart } from '../store/keys';
import type { QueryAction } from './queryAction';
import type { XmlContent } from './formatXml';

/** An action on the user that the form names, or on the caller; checks that the caller may do it. */
function createUserAction(
  name: string,
  run: (service: Service, target: TargetUser, form: URLSearchParams) => XmlContent,
): QueryAction {
  return (service, form, caller) => {
    const target = form.get('UserName') ?? caller;
    if (!/^[\w+=,.@-]{1,64}$/.test(target))
      throw new ServiceError('ValidationError', 400, `The user name '${target}' is not valid`);
    const resource = userArn(service.account, target);
    authorize(service, caller, [{ action: `iam:${name}`, resource }]);
    return run(service, { name: target, record: findUser(service.store, target) }, form);
  };
}

interface TargetUser {
  readonly name: string;
  readonly record: UserRecord | undefined;
}

const createUser = createUserAction('CreateUser', (service, { name, record }) => {
  if (record)
    throw new ServiceError('EntityAlreadyExists', 409, `User with name ${name} already exists.`);
  const user = { id: createIamId('AIDA', 17), created: epochSeconds(service), policies: {} };
  service.store.beginTransaction().put(keys.user(name), user).commit();
  return { User: toUserXml(service, name, user) };
});

const getUser = createUserAction('GetUser', (service, target) => ({
  User: toUserXml(service, target.name, requireUser(target)),
}));

const deleteUser = createUserAction('DeleteUser', (service, target) => {
  const { policies } = requireUser(target);
  if (Object.keys(policies).length > 0 || findUserAccessKeys(service, target.name).length > 0)
    throw new ServiceError(
      'DeleteConflict',
      409,
      'Cannot delete entity, must delete policies and access keys first.',
    );
  service.store.beginTransaction().put(keys.user(target.name), null).commit();
  return {};
});

const listUsers: QueryAction = (service, _form, caller) => {
  authorize(service, caller, [{ action: 'iam:ListUsers', resource: userArn(service.account, '') }]);
  const users = Array.from(service.store.keyValues.scan(keys.users()), ([key, value]) =>
    toUserXml(service, lastPart(key), value as UserRecord),
  );
  return { Users: users, IsTruncated: 'false' };
};

const putUserPolicy = createUserAction('PutUserPolicy', (service, target, form) => {
  const user = requireUser(target);
  const document = requireParameter(form, 'PolicyDocument');
  const problem = parsePolicy(document, false);
  if (typeof problem === 'string') throw new ServiceError('MalformedPolicyDocument', 400, problem);
  const policies = { ...user.policies, [requireParameter(form, 'PolicyName')]: document };
  service.store
    .beginTransaction()
    .put(keys.user(target.name), { ...user, policies })
    .commit();
  return {};
});

const getUserPolicy = createUserAction('GetUserPolicy', (_service, target, form) => {
  const name = requireParameter(form, 'PolicyName');
  return {
    UserName: target.name,
    PolicyName: name,
    PolicyDocument: encodeURIComponent(requireUserPolicy(target, name)),
  };
});

const deleteUserPolicy = createUserAction('DeleteUserPolicy', (service, target, form) => {
  const name = requireParameter(form, 'PolicyName');
  requireUserPolicy(target, name);
  const user = requireUser(target);
  const policies = Object.fromEntries(Object.entries(user.policies).filter(([it]) => it !== name));
  service.store
    .beginTransaction()
    .put(keys.user(target.name), { ...user, policies })
    .commit();
  return {};
});

const listUserPolicies = createUserAction('ListUserPolicies', (_service, target) => ({
  PolicyNames: Object.keys(requireUser(target).policies),
  IsTruncated: 'false',
}));

const createAccessKey = createUserAction('CreateAccessKey', (service, target) => {
  requireUser(target);
  const id = createIamId('AKIA', 16);
  const key = {
    user: target.name,
    secret: createSecretAccessKey(),
    created: epochSeconds(service),
  };
  service.store.beginTransaction().put(keys.accessKey(id), key).commit();
  return { AccessKey: { ...toAccessKeyXml(id, key), SecretAccessKey: key.secret } };
});

const listAccessKeys = createUserAction('ListAccessKeys', (service, target) => {
  requireUser(target);
  return {
    AccessKeyMetadata: findUserAccessKeys(service, target.name).map(([id, key]) =>
      toAccessKeyXml(id, key),
    ),
    IsTruncated: 'false',
  };
});

const deleteAccessKey = createUserAction('DeleteAccessKey', (service, target, form) => {
  const id = requireParameter(form, 'AccessKeyId');
  if (!findUserAccessKeys(service, target.name).some(([it]) => it === id))
    throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  service.store.beginTransaction().put(keys.accessKey(id), null).commit();
  return {};
});

/** The actions of IAM that the sandbox supports: users, their inline policies and access keys. */
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

function requireUser({ name, record }: TargetUser): UserRecord {
  if (record) return record;
  throw noSuchEntity(`The user with name ${name} cannot be found.`);
}

function requireUserPolicy(target: TargetUser, name: string): string {
  const { policies } = requireUser(target);
  const document = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (document !== undefined) return document;
  throw noSuchEntity(`The user policy with name ${name} cannot be found.`);
}

function noSuchEntity(message: string): ServiceError {
  return new ServiceError('NoSuchEntity', 404, message);
}

function requireParameter(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value !== null && value !== '') return value;
  throw new ServiceError('ValidationError', 400, `The parameter ${name} is missing`);
}

function findUserAccessKeys(
  { store }: Service,
  name: string,
): [id: string, key: AccessKeyRecord][] {
  const all = Array.from(store.keyValues.scan(keys.accessKeys()), ([key, value]) => {
    return [lastPart(key), value as AccessKeyRecord] as [string, AccessKeyRecord];
  });
  return all.filter(([, key]) => key.user === name);
}

function toUserXml({ account }: Service, name: string, { id, created }: UserRecord): XmlContent {
  return {
    Path: '/',
    UserName: name,
    UserId: id,
    Arn: userArn(account, name),
    CreateDate: formatDate(created),
  };
}

function toAccessKeyXml(
  id: string,
  { user, created }: AccessKeyRecord,
): Readonly<Record<string, string>> {
  return { UserName: user, AccessKeyId: id, Status: 'Active', CreateDate: formatDate(created) };
}

function formatDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
