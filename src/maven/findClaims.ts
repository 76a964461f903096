import type { Domain } from '../model/coordinates';
import type { ApprovedEndpoint, RepositoryEndpoint } from '../model/endpoint';
import type { PomView } from './readPom';
import type { SettingsView } from './settingsView';

/** Where a claim was said. */
export interface Said {
  readonly source: 'settings' | 'pom';
  readonly file: string;
  readonly line: number;
  /** What said it. */
  readonly role:
    'mirror' | 'repository' | 'plugin-repository' | 'distribution' | 'snapshot-distribution';
  readonly endpoint: RepositoryEndpoint;
}

/** A server id whose credentials Maven sends to repositories of a CodeArtifact domain. */
export interface Claim {
  readonly id: string;
  readonly domain: Domain;
  readonly said: readonly Said[];
  /**
   * Whether Maven looks this id up at all: false where each repository that names it is
   * replaced by a mirror with another id.
   */
  readonly used: boolean;
}

/** An id that several domains claim. Its server is never changed by itself. */
export interface ClaimConflict {
  readonly id: string;
  readonly claims: readonly Claim[];
}

/**
 * What the doctor should tell:
 * `mirrored-elsewhere`: the CodeArtifact repository `id` is replaced by the mirror `by`, which does not
 * point to CodeArtifact · `sent-elsewhere`: a repository that is not CodeArtifact's has an id that
 * is claimed for CodeArtifact, so Maven would send the token to `url`.
 */
export interface ClaimProblem {
  readonly code: 'mirrored-elsewhere' | 'sent-elsewhere';
  readonly id: string;
  readonly by?: string;
  readonly url: string;
  readonly file: string;
  readonly line: number;
}

/** Everything found, in the order of the files. */
export interface Claims {
  readonly claims: readonly Claim[];
  readonly conflicts: readonly ClaimConflict[];
  readonly problems: readonly ClaimProblem[];
}

/** What to look through. */
export interface ClaimSources {
  readonly settings?: { readonly file: string; readonly view: SettingsView };
  readonly poms: readonly { readonly file: string; readonly view: PomView }[];
  /** Endpoints outside of AWS that count as CodeArtifact. */
  readonly approved: readonly ApprovedEndpoint[];
}

/**
 * Finds which server ids belong to which CodeArtifact domain. Credentials go by the id of the
 * repository, or of the mirror that replaces it (Maven's `DefaultMirrorSelector`); deployments are
 * not mirrored.
 */
export function findClaims(sources: ClaimSources): Claims {
  throw new Error(`not built yet: ${sources.poms.length}`);
}
