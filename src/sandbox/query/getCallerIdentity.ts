import { findUser, userArn } from '../iam/users';
import type { QueryAction } from './queryAction';

/** `sts:GetCallerIdentity`, which needs no permission. */
export const getCallerIdentity: QueryAction = (service, _form, user) => ({
  Arn: userArn(service.account, user),
  UserId: findUser(service.store, user)?.id ?? '',
  Account: service.account,
});
