import { evaluateActivation, type Activity, type ProfileProperties } from './activation';
import type { MavenInvocation } from './mavenInvocation';

/** A profile and whether it is active. */
export interface ActiveProfile {
  readonly profile: ProfileProperties;
  readonly activity: Activity;
}

/** The ids that settings.xml and `-P` activate, and those that `-P` deactivates. */
export interface ProfileSelection {
  readonly activated: ReadonlySet<string>;
  readonly deactivated: ReadonlySet<string>;
}

/** Which profiles are active in a build of `invocation`, as Maven's `DefaultProfileSelector` decides. */
export function selectProfiles(
  profiles: readonly ProfileProperties[],
  { activated, deactivated }: ProfileSelection,
  invocation: MavenInvocation,
  pom?: { readonly packaging: string },
): readonly ActiveProfile[] {
  const explicit = profiles.map((profile): ActiveProfile => {
    if (deactivated.has(profile.id)) return { profile, activity: 'inactive' };
    if (activated.has(profile.id)) return { profile, activity: 'active' };
    const activity = evaluateActivation(profile.activation, invocation, pom?.packaging);
    return { profile, activity };
  });
  const isAny = (activity: Activity) => explicit.some(it => it.activity === activity);
  // In a pom.xml, any other active profile switches off those that are active by default.
  const byDefault: Activity =
    pom && isAny('active') ? 'inactive' : pom && isAny('unknown') ? 'unknown' : 'active';
  return explicit.map(({ profile, activity }) => {
    const isDefault = profile.activation.activeByDefault && !deactivated.has(profile.id);
    if (!isDefault || activity === 'active') return { profile, activity };
    const isOpen = activity === 'unknown' && byDefault === 'inactive';
    return { profile, activity: isOpen ? 'unknown' : byDefault };
  });
}

/**
 * The value of a property by the profiles that may define it, the last one first; `null` if it depends on
 * whether a profile is active. `fallback` is the value without them.
 */
export function findProfileProperty(
  profiles: readonly ActiveProfile[],
  name: string,
  fallback: () => string | null | undefined,
): string | null | undefined {
  const possible = new Set<string>();
  let value: string | undefined;
  for (const { profile, activity } of profiles.toReversed()) {
    const defined = profile.properties.get(name);
    if (defined === undefined || activity === 'inactive') continue;
    if (activity === 'active') {
      value = defined;
      break;
    }
    possible.add(defined);
  }
  const definite = value ?? fallback();
  if (possible.size === 0) return definite;
  return possible.size === 1 && possible.has(definite ?? '') ? definite : null;
}
