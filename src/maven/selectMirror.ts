import type { MirrorEntry } from './mavenSettings';

/** The mirrors' parts that decide. */
type Mirror = Pick<MirrorEntry, 'id' | 'mirrorOf'>;

/**
 * The mirror that replaces a repository, as Maven's `DefaultMirrorSelector` chooses: one that names
 * its id and nothing else, else the first whose pattern matches.
 */
export function selectMirror<T extends Mirror>(
  mirrors: readonly T[],
  repository: { readonly id: string; readonly url: string },
): T | undefined {
  return (
    mirrors.find(({ mirrorOf }) => mirrorOf === repository.id) ??
    mirrors.find(({ mirrorOf }) => matchesPattern(mirrorOf, repository))
  );
}

function matchesPattern(pattern: string, { id, url }: { id: string; url: string }): boolean {
  let matched = false;
  for (const part of splitMirrorPattern(pattern)) {
    // A negation of the id, and a mention of it, end the search; a wildcard does not.
    if (part.length > 1 && part.startsWith('!')) {
      if (part.slice(1) === id) return false;
    } else if (part === id) return true;
    else if (part === '*') matched = true;
    else if (part === 'external:*' && isExternal(url)) matched = true;
    else if (part === 'external:http:*' && isExternal(url) && /^http:/i.test(url)) matched = true;
  }
  return matched;
}

/** The parts of a `mirrorOf`, without white space. */
export function splitMirrorPattern(pattern: string): readonly string[] {
  return pattern.split(',').map(part => part.trim());
}

function isExternal(url: string): boolean {
  if (/^file:/i.test(url.trim())) return false;
  const host = URL.canParse(url.trim()) ? new URL(url.trim()).hostname : '';
  return host !== 'localhost' && host !== '127.0.0.1';
}
