import { parseRepositoryUrl, type ApprovedEndpoint } from '../../core/endpoint';
import { Failure } from '../../core/failure';
import { connectionOf, type RepositoryNode } from './node';
import type { RepositorySource } from './showRepositoryPicker';

/** Knows which endpoints count as CodeArtifact's. */
export interface EndpointApproval {
  /** The endpoints outside of AWS that are approved: that of the running sandbox, and the user's own. */
  approvedRepositoryEndpoints(): Promise<readonly ApprovedEndpoint[]>;
}

/**
 * Requests the URL that Maven and Gradle use for a repository. They will send the token there, so a
 * URL that does not belong to this domain throws `bad-answer`.
 */
export async function fetchMavenEndpoint(
  { connections }: { readonly connections: Pick<RepositorySource, 'api'> & EndpointApproval },
  node: RepositoryNode,
  signal: AbortSignal,
): Promise<string> {
  const { repository } = node;
  const api = await connections.api(connectionOf(node));
  const url = await api.endpoint(repository, 'maven', signal);
  if (
    parseRepositoryUrl(url, await connections.approvedRepositoryEndpoints())?.domain !==
    repository.domain
  )
    throw new Failure('bad-answer', repository.repository, { reason: url });
  return url;
}
