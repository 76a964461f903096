import { formats } from '../../core/coordinates';
import { invalid } from '../errors';
import { choice, integer, optional } from './field';
import { domainFields, repositoryFields } from './fields';
import { operation } from './operation';
import { needDomain, needRepository, onDomain, onRepository } from './resources';

/** 12 hours: the longest life of a token, and its life when the caller names none. */
const longestTokenSeconds = 43_200;
const shortestTokenSeconds = 900;

export const getAuthorizationToken = operation({
  name: 'GetAuthorizationToken',
  method: 'POST',
  path: '/v1/authorization-token',
  fields: {
    ...domainFields,
    durationSeconds: optional(integer('query', 'duration', 0, longestTokenSeconds)),
  },
  permissions: (input, service) => [
    ...onDomain('GetAuthorizationToken')(input, service),
    {
      action: 'sts:GetServiceBearerToken',
      resource: '*',
      context: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' },
    },
  ],
  handle(service, input, { user }) {
    needDomain(service, input);
    const asked = input.durationSeconds ?? longestTokenSeconds;
    if (asked > 0 && asked < shortestTokenSeconds)
      throw invalid(
        `Invalid duration: ${asked}. The duration must be 0 or between ${shortestTokenSeconds} and ${longestTokenSeconds} seconds`,
      );
    // 0 binds the token to the caller's role session; users have none, so it gets the longest life.
    const seconds = service.tokenSeconds() ?? (asked === 0 ? longestTokenSeconds : asked);
    const issued = Math.floor(service.now().getTime() / 1000);
    const grant = { domain: input.domain, owner: service.account, user, expires: issued + seconds };
    return {
      authorizationToken: service.tokens.issue(grant, issued),
      expiration: grant.expires,
    };
  },
});

export const getRepositoryEndpoint = operation({
  name: 'GetRepositoryEndpoint',
  method: 'GET',
  path: '/v1/repository/endpoint',
  fields: {
    ...repositoryFields,
    format: choice('query', 'format', formats),
    endpointType: optional(choice('query', 'endpointType', ['dualstack', 'ipv4'])),
  },
  permissions: onRepository('GetRepositoryEndpoint'),
  handle(service, input) {
    needRepository(service, input);
    const domain = `${input.domain}-${service.account}`;
    return {
      repositoryEndpoint: `${service.endpoint}/${input.format}/d/${domain}/${input.repository}/`,
    };
  },
});
