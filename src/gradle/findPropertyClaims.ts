import { type Domain, domainKey, domainOf } from '../core/coordinates';
import { parseRepositoryUrl, type ApprovedEndpoint } from '../core/endpoint';
import type { GradleScriptModel, ScriptProperty } from './parseGradleScript';

/** A property that a build script uses as the token of a CodeArtifact domain. */
export interface PropertyClaim {
  readonly property: string;
  readonly domain: Domain;
  /** The script, and the line (from 1) that reads the property. */
  readonly file: string;
  readonly line: number;
}

/** A property that scripts use for repositories of several domains. It is never set automatically. */
export interface PropertyConflict {
  readonly property: string;
  readonly claims: readonly PropertyClaim[];
}

/** The scripts to search, and what to search for. */
export interface PropertyClaimSearchInput {
  readonly scripts: readonly { readonly file: string; readonly view: GradleScriptModel }[];
  /**
   * The properties that can hold a token. Other properties count only as the password of a
   * repository of CodeArtifact.
   */
  readonly properties: readonly string[];
  /** Endpoints outside AWS that count as CodeArtifact. */
  readonly approved: readonly ApprovedEndpoint[];
}

/**
 * Finds which property holds the token of which domain: a script that reads the property and names
 * Maven repositories of a domain claims the property for that domain. A script that names several
 * domains claims the property for each of them, which is a conflict.
 */
export function findPropertyClaims({ scripts, properties, approved }: PropertyClaimSearchInput): {
  readonly claims: readonly PropertyClaim[];
  readonly conflicts: readonly PropertyConflict[];
} {
  const claimsByProperty = new Map<string, Map<string, PropertyClaim>>();
  for (const { file, view } of scripts) {
    const urls = view.urls.map(({ url, block }) => {
      const endpoint = parseRepositoryUrl(url, approved);
      return { block, domain: endpoint?.format === 'maven' ? domainOf(endpoint) : undefined };
    });
    const isInRepository = ({ block }: ScriptProperty) =>
      block !== undefined && urls.some(each => each.block === block);
    for (const property of view.properties) {
      const isOwn = isInRepository(property);
      // A property that a repository's block reads belongs to this repository, wherever else the
      // script mentions it. Otherwise it can belong to every repository of the script.
      if (
        !isOwn &&
        view.properties.some(each => each.name === property.name && isInRepository(each))
      )
        continue;
      const { name, line, isPassword } = property;
      if (!properties.includes(name) && !(isOwn && isPassword)) continue;
      const claimsByDomain = claimsByProperty.get(name) ?? new Map<string, PropertyClaim>();
      claimsByProperty.set(name, claimsByDomain);
      for (const { block, domain } of urls)
        if (
          domain &&
          (!isOwn || block === property.block) &&
          !claimsByDomain.has(domainKey(domain))
        )
          claimsByDomain.set(domainKey(domain), { property: name, domain, file, line });
    }
  }
  const groups = [...claimsByProperty].map(([property, claims]) => ({
    property,
    claims: [...claims.values()],
  }));
  return {
    claims: groups.flatMap(({ claims }) => (claims.length === 1 ? claims : [])),
    conflicts: groups.filter(({ claims }) => claims.length > 1),
  };
}
