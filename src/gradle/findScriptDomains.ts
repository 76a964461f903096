import { type Domain, domainKey, domainOf } from '../core/coordinates';
import { parseRepositoryUrl, type ApprovedEndpoint } from '../core/endpoint';
import type { GradleScriptModel } from './parseGradleScript';

/** A CodeArtifact domain whose Maven repositories a build script names. */
export interface ScriptDomain {
  readonly domain: Domain;
  /** The first script that names it, and the line (from 1). */
  readonly file: string;
  readonly line: number;
}

/**
 * Finds the domains whose Maven repositories the scripts name, each once. `approved` are the
 * endpoints outside AWS that count as CodeArtifact.
 */
export function findScriptDomains(
  scripts: readonly { readonly file: string; readonly view: GradleScriptModel }[],
  approved: readonly ApprovedEndpoint[],
): readonly ScriptDomain[] {
  const domains = new Map<string, ScriptDomain>();
  for (const { file, view } of scripts)
    for (const { url, line } of view.urls) {
      const endpoint = parseRepositoryUrl(url, approved);
      if (endpoint?.format !== 'maven') continue;
      const domain = domainOf(endpoint);
      if (!domains.has(domainKey(domain))) domains.set(domainKey(domain), { domain, file, line });
    }
  return [...domains.values()];
}
