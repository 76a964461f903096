import {
  parseRepositoryUrl,
  type ApprovedEndpoint,
  type RepositoryEndpoint,
} from '../core/endpoint';

/** 401: the token is missing or has ended · 403: it is good, but may not do this · 409: it is there already. */
export type RejectionStatus = 401 | 403 | 409;

/** A refusal of CodeArtifact's that a build tool has told of. */
export interface RejectedRequest {
  readonly status: RejectionStatus;
  /** Whether something was to be published, and not downloaded. */
  readonly isUpload: boolean;
  /** `group:artifact:jar:1.0`, where the tool names it. */
  readonly artifact?: string;
  readonly endpoint: RepositoryEndpoint;
  /** Whether Maven repeats a failure that it noted earlier, so that it says nothing about now. */
  readonly isCached: boolean;
}

/** The words of Maven's transports and of Gradle for a status, each with its number. */
const statusPattern =
  /\b(?:status(?: code)?:?\s*|HTTP\/?\S*\s+|\()(401|403|409)\b|\b(401|403|409)[,:]?\s+(?:unauthorized|forbidden|conflict)/gi;
const urlPattern = /\bhttps?:\/\/[^\s"'<>()[\]{}]+/gi;
// What follows the ESC of a terminal's sequences: CSI (colours), OSC (links) and the end of one.
const escapeSequence = /^(?:\[[0-9;?]*[ -/]*[@-~]|\][^\p{Cc}]*\p{Cc}?|\\)/u;

/**
 * The refusals of CodeArtifact's repositories in what Maven, Gradle or the Java extensions print,
 * line by line; each repository, status and what was to be done once. `approved` are endpoints outside of AWS.
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
  // A version or path with 401 in it is no status.
  const words = line.replace(urlPattern, ' ');
  const status = [...words.matchAll(statusPattern)]
    .map(([, first, second]) => first ?? second)
    .at(-1);
  if (status === undefined) return;
  const artifact = /\bartifact ([^\s:]+:[^\s:]+:\S+?)[,:]?(?:\s|$)/i.exec(words)?.[1];
  const isCached = /\bwas cached in the local repository\b|\bfailure was cached\b/i.test(words);
  for (const [url] of line.matchAll(urlPattern)) {
    const endpoint = parseRepositoryUrl(url.replace(/[:,.;]+$/, ''), approved);
    if (!endpoint) continue;
    yield {
      status: Number(status) as RejectionStatus,
      endpoint,
      isCached,
      isUpload: /\bdeploy|\bCould not PUT\b|\bpublish/i.test(words),
      // Downloads are refused by the dozen, for one reason.
      ...(status === '409' && artifact !== undefined && { artifact }),
    };
  }
}

/** Terminals colour what they show, and link it. */
function stripEscapeSequences(text: string): string {
  const [first = '', ...others] = text.split('\u001b');
  return first + others.map(piece => piece.replace(escapeSequence, '')).join('');
}
