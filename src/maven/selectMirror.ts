import type { MirrorEntry } from './mavenSettings';

/** The fields of a mirror that decide whether it applies. */
type Mirror = Pick<MirrorEntry, 'id' | 'mirrorOf'>;

/**
 * The mirror that replaces a repository, chosen as Maven's `DefaultMirrorSelector` does: the one whose
 * `mirrorOf` is exactly the id of the repository, else the first one whose pattern matches.
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
    // An exclusion of the id or the id itself ends the search; a wildcard does not.
    if (part.length > 1 && part.startsWith('!')) {
      if (part.slice(1) === id) return false;
    } else if (part === id) return true;
    else if (part === '*') matched = true;
    else if (part === 'external:*' && isExternal(url)) matched = true;
    else if (part === 'external:http:*' && isExternal(url) && /^http:/i.test(url)) matched = true;
  }
  return matched;
}

/** The comma-separated parts of a `mirrorOf`, trimmed. */
export function splitMirrorPattern(pattern: string): readonly string[] {
  return pattern.split(',').map(part => part.trim());
}

function isExternal(url: string): boolean {
  if (/^file:/i.test(url.trim())) return false;
  const host = URL.canParse(url.trim()) ? new URL(url.trim()).hostname : '';
  return host !== 'localhost' && host !== '127.0.0.1';
}
