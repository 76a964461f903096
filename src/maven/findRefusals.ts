import {
  parseRepositoryUrl,
  type ApprovedEndpoint,
  type RepositoryEndpoint,
} from '../core/endpoint';

/** 401: the token is missing or has ended · 403: it is good, but may not do this · 409: it is there already. */
export type RefusalStatus = 401 | 403 | 409;

/** A refusal of CodeArtifact's that a build tool has told of. */
export interface Refusal {
  readonly status: RefusalStatus;
  /** Whether something was to be published, and not downloaded. */
  readonly deploying: boolean;
  /** `group:artifact:jar:1.0`, where the tool names it. */
  readonly artifact?: string;
  readonly endpoint: RepositoryEndpoint;
  /** Whether Maven repeats a failure that it noted earlier, so that it says nothing about now. */
  readonly cached: boolean;
}

/** The words of Maven's transports and of Gradle for a status, each with its number. */
const statuses =
  /\b(?:status(?: code)?:?\s*|HTTP\/?\S*\s+|\()(401|403|409)\b|\b(401|403|409)[,:]?\s+(?:unauthorized|forbidden|conflict)/gi;
const urls = /\bhttps?:\/\/[^\s"'<>()[\]{}]+/gi;
// What follows the ESC of a terminal's sequences: CSI (colours), OSC (links) and the end of one.
const sequence = /^(?:\[[0-9;?]*[ -/]*[@-~]|\][^\p{Cc}]*\p{Cc}?|\\)/u;

/**
 * The refusals of CodeArtifact's repositories in what Maven, Gradle or the Java extensions print,
 * line by line; each repository, status and what was to be done once. `approved` are endpoints outside of AWS.
 */
export function findRefusals(
  text: string,
  approved: readonly ApprovedEndpoint[],
): readonly Refusal[] {
  const found = new Map<string, Refusal>();
  for (const line of plain(text).split(/\r?\n|\r/))
    for (const refusal of refusalsIn(line, approved)) {
      const { status, cached, deploying, artifact, endpoint } = refusal;
      const { realm, region, owner, domain, repository } = endpoint;
      const what = [status, cached, deploying, artifact];
      const key = [...what, realm, region, owner, domain, repository].join(' ');
      if (!found.has(key)) found.set(key, refusal);
    }
  return [...found.values()];
}

function* refusalsIn(line: string, approved: readonly ApprovedEndpoint[]): Generator<Refusal> {
  // A version or path with 401 in it is no status.
  const words = line.replace(urls, ' ');
  const status = [...words.matchAll(statuses)].map(([, first, second]) => first ?? second).at(-1);
  if (status === undefined) return;
  const artifact = /\bartifact ([^\s:]+:[^\s:]+:\S+?)[,:]?(?:\s|$)/i.exec(words)?.[1];
  const cached = /\bwas cached in the local repository\b|\bfailure was cached\b/i.test(words);
  for (const [url] of line.matchAll(urls)) {
    const endpoint = parseRepositoryUrl(url.replace(/[:,.;]+$/, ''), approved);
    if (!endpoint) continue;
    yield {
      status: Number(status) as RefusalStatus,
      endpoint,
      cached,
      deploying: /\bdeploy|\bCould not PUT\b|\bpublish/i.test(words),
      // Downloads are refused by the dozen, for one reason.
      ...(status === '409' && artifact !== undefined && { artifact }),
    };
  }
}

/** Terminals colour what they show, and link it. */
function plain(text: string): string {
  const [first = '', ...others] = text.split('\u001b');
  return first + others.map(piece => piece.replace(sequence, '')).join('');
}
