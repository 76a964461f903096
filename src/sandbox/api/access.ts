import { packageFormats } from '../../core/coordinates';
import { validationError } from '../serviceError';
import { enumField, integerField, optionalField } from './field';
import { domainFields, repositoryFields } from './fields';
import { defineOperation } from './operation';
import {
  requireDomain,
  requireRepository,
  domainPermission,
  repositoryPermission,
} from './resources';

/** 12 hours: the longest lifetime of a token, and the default. */
const maximumTokenSeconds = 43_200;
const minimumTokenSeconds = 900;

/** Issues a token for the repositories of a domain. */
export const getAuthorizationToken = defineOperation({
  name: 'GetAuthorizationToken',
  method: 'POST',
  path: '/v1/authorization-token',
  fields: {
    ...domainFields,
    durationSeconds: optionalField(integerField('query', 'duration', 0, maximumTokenSeconds)),
  },
  permissions: (input, service) => [
    ...domainPermission('GetAuthorizationToken')(input, service),
    {
      action: 'sts:GetServiceBearerToken',
      resource: '*',
      context: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' },
    },
  ],
  handle(service, input, { user }) {
    requireDomain(service, input);
    const requestedSeconds = input.durationSeconds ?? maximumTokenSeconds;
    if (requestedSeconds > 0 && requestedSeconds < minimumTokenSeconds)
      throw validationError(
        `Invalid duration: ${requestedSeconds}. The duration must be 0 or between ${minimumTokenSeconds} and ${maximumTokenSeconds} seconds`,
      );
    // 0 means the rest of the caller's role session; users have no session, so the maximum applies.
    const seconds =
      service.tokenLifetimeOverride() ??
      (requestedSeconds === 0 ? maximumTokenSeconds : requestedSeconds);
    const issued = Math.floor(service.now().getTime() / 1000);
    const payload = {
      domain: input.domain,
      owner: service.account,
      user,
      expires: issued + seconds,
    };
    return {
      authorizationToken: service.tokenIssuer.issue(payload, issued),
      expiration: payload.expires,
    };
  },
});

/** Returns the URL of a repository for a package format; both endpoint types have the same. */
export const getRepositoryEndpoint = defineOperation({
  name: 'GetRepositoryEndpoint',
  method: 'GET',
  path: '/v1/repository/endpoint',
  fields: {
    ...repositoryFields,
    format: enumField('query', 'format', packageFormats),
    endpointType: optionalField(enumField('query', 'endpointType', ['dualstack', 'ipv4'])),
  },
  permissions: repositoryPermission('GetRepositoryEndpoint'),
  handle(service, input) {
    requireRepository(service, input);
    const domain = `${input.domain}-${service.account}`;
    return {
      repositoryEndpoint: `${service.endpoint}/${input.format}/d/${domain}/${input.repository}/`,
    };
  },
});
