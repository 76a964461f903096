import type { CodeArtifact } from '../../../core/codeArtifact';
import type { Repository } from '../../../core/coordinates';

/** The service searches at most 25 repositories upstream (user guide, "upstream repository quotas"). */
const maxSearchedRepositories = 25;

/** Whether `repository` reaches Maven Central through itself or its upstream repositories. */
export async function hasMavenCentralUpstream(
  api: CodeArtifact,
  repository: Repository,
  signal: AbortSignal,
): Promise<boolean> {
  const seen = new Set<string>();
  const queue = [repository.repository];
  while (seen.size < maxSearchedRepositories) {
    const name = queue.shift();
    if (name === undefined) return false;
    if (seen.has(name)) continue;
    seen.add(name);
    const it = await api.repository({ ...repository, repository: name }, signal);
    if (it.externalConnections.includes('public:maven-central')) return true;
    queue.push(...it.upstreams);
  }
  return false;
}
