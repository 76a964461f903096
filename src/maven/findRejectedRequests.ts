import {
  parseRepositoryUrl,
  type ApprovedEndpoint,
  type RepositoryEndpoint,
} from '../core/endpoint';
import { findRejectionStatus, type RejectionStatus } from './findRejectionStatus';

export type { RejectionStatus } from './findRejectionStatus';

/** A request that CodeArtifact rejected, as a build tool reports it. */
export interface RejectedRequest {
  readonly status: RejectionStatus;
  /** Whether the request was an upload. */
  readonly isUpload: boolean;
  /** `group:artifact:jar:1.0`, for a 409 if the tool names it. */
  readonly artifact?: string;
  readonly endpoint: RepositoryEndpoint;
  /** Whether Maven repeats an earlier failure from the local repository without a new request. */
  readonly isCached: boolean;
}

const urlPattern = /\bhttps?:\/\/[^\s"'<>()[\]{}]+/gi;
// The rest of a terminal escape sequence after ESC: CSI (colours), OSC (links), string terminator.
const escapeSequence = /^(?:\[[0-9;?]*[ -/]*[@-~]|\][^\p{Cc}]*\p{Cc}?|\\)/u;

/**
 * Finds the requests that CodeArtifact rejected in the output of Maven, Gradle or the Java extensions,
 * line by line. Each combination of repository, status and kind of request is returned once. `approved`
 * are endpoints outside of AWS.
 */
export function findRejectedRequests(
  text: string,
  approved: readonly ApprovedEndpoint[],
): readonly RejectedRequest[] {
  const found = new Map<string, RejectedRequest>();
  for (const line of stripEscapeSequences(text).split(/\r?\n|\r/))
    for (const request of parseLine(line, approved)) {
      const { status, isCached, isUpload, artifact, endpoint } = request;
      const { realm, region, owner, domain, repository } = endpoint;
      const details = [status, isCached, isUpload, artifact];
      const key = [...details, realm, region, owner, domain, repository].join(' ');
      if (!found.has(key)) found.set(key, request);
    }
  return [...found.values()];
}

function* parseLine(
  line: string,
  approved: readonly ApprovedEndpoint[],
): Generator<RejectedRequest> {
  // A version or path that contains 401 is not a status.
  const words = line.replace(urlPattern, ' ');
  const status = findRejectionStatus(words);
  if (status === undefined) return;
  const artifact = /\bartifact ([^\s:]+:[^\s:]+:\S+?)[,:]?(?:\s|$)/i.exec(words)?.[1];
  const isCached = /\bwas cached in the local repository\b|\bfailure was cached\b/i.test(words);
  for (const [url] of line.matchAll(urlPattern)) {
    const endpoint = parseRepositoryUrl(url.replace(/[:,.;]+$/, ''), approved);
    if (!endpoint) continue;
    yield {
      status,
      endpoint,
      isCached,
      isUpload: /\bdeploy|\bCould not PUT\b|\bpublish/i.test(words),
      // Many downloads fail for the same reason, so only uploads are told apart by artifact.
      ...(status === 409 && artifact !== undefined && { artifact }),
    };
  }
}

/** Removes the colours and links of terminal output. */
function stripEscapeSequences(text: string): string {
  const [first = '', ...others] = text.split('\u001b');
  return first + others.map(piece => piece.replace(escapeSequence, '')).join('');
}
