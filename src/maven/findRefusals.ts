import {
  parseRepositoryUrl,
  type ApprovedEndpoint,
  type RepositoryEndpoint,
} from '../model/endpoint';

/** A refusal of CodeArtifact's that a build tool has told of. */
export interface Refusal {
  /** 401: the token is missing or has ended · 403: it is good, but may not do this. */
  readonly status: 401 | 403;
  readonly endpoint: RepositoryEndpoint;
  /** Whether Maven repeats a failure that it noted earlier, so that it says nothing about now. */
  readonly cached: boolean;
}

/** The words of Maven's transports and of Gradle for a status, each with its number. */
const statuses =
  /\b(?:status(?: code)?:?\s*|HTTP\/?\S*\s+|\()(401|403)\b|\b(401|403)[,:]?\s+(?:unauthorized|forbidden)/gi;
const urls = /\bhttps?:\/\/[^\s"'<>()[\]{}]+/gi;
// What follows the ESC of a terminal's sequences: CSI (colours), OSC (links) and the end of one.
const sequence = /^(?:\[[0-9;?]*[ -/]*[@-~]|\][^\p{Cc}]*\p{Cc}?|\\)/u;

/**
 * The refusals of CodeArtifact's repositories in what Maven, Gradle or the Java extensions print,
 * line by line; each repository and status once. `approved` are endpoints outside of AWS.
 */
export function findRefusals(
  text: string,
  approved: readonly ApprovedEndpoint[],
): readonly Refusal[] {
  const found = new Map<string, Refusal>();
  for (const line of plain(text).split(/\r?\n|\r/))
    for (const refusal of refusalsIn(line, approved)) {
      const { status, cached, endpoint } = refusal;
      const { realm, region, owner, domain, repository } = endpoint;
      const key = [status, cached, realm, region, owner, domain, repository].join(' ');
      if (!found.has(key)) found.set(key, refusal);
    }
  return [...found.values()];
}

function* refusalsIn(line: string, approved: readonly ApprovedEndpoint[]): Generator<Refusal> {
  // A version or path with 401 in it is no status.
  const words = line.replace(urls, ' ');
  const status = [...words.matchAll(statuses)].map(([, first, second]) => first ?? second).at(-1);
  if (status === undefined) return;
  const cached = /\bwas cached in the local repository\b|\bfailure was cached\b/i.test(words);
  for (const [url] of line.matchAll(urls)) {
    const endpoint = parseRepositoryUrl(url.replace(/[:,.;]+$/, ''), approved);
    if (endpoint) yield { status: status === '401' ? 401 : 403, endpoint, cached };
  }
}

/** Terminals colour what they show, and link it. */
function plain(text: string): string {
  const [first = '', ...others] = text.split('\u001b');
  return first + others.map(piece => piece.replace(sequence, '')).join('');
}
