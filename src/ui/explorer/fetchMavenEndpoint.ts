import { parseRepositoryUrl } from '../../core/endpoint';
import { Failure } from '../../core/failure';
import type { RepositoryNode } from './node';
import type { Services } from '../common/services';

/**
 * Asks for the URL under which Maven and Gradle find a repository. It names where they will send the
 * token from now on: throws `bad-answer` for one that is not this domain's.
 */
export async function fetchMavenEndpoint(
  { connections }: Pick<Services, 'connections'>,
  { repository, parent }: RepositoryNode,
  signal: AbortSignal,
): Promise<string> {
  const api = await connections.api(parent.parent.connection);
  const url = await api.endpoint(repository, 'maven', signal);
  if (
    parseRepositoryUrl(url, await connections.approvedRepositoryEndpoints())?.domain !==
    repository.domain
  )
    throw new Failure('bad-answer', repository.repository, { reason: `the endpoint ${url}` });
  return url;
}
