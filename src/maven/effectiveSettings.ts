import { interpolate, type PropertyLookup } from './expressions/interpolate';
import { findProfileProperty, selectProfiles, type ActiveProfile } from './activeProfiles';
import type { MavenInvocation } from './mavenInvocation';
import { settingsLookup } from './mavenInvocation';
import type { MavenSettings, MirrorEntry, RepositoryEntry, ProfileEntry } from './mavenSettings';

/** A settings.xml that counts for an invocation. */
export interface SettingsFile {
  readonly file: string;
  readonly view: MavenSettings;
  /** Project settings belong to the workspace; their servers are not used. */
  readonly source: 'settings' | 'project-settings';
}

type FromFile<T> = T & Pick<SettingsFile, 'file' | 'source'>;

/** What several settings files say together, interpolated for one invocation. */
export interface EffectiveSettings {
  readonly mirrors: readonly FromFile<MirrorEntry>[];
  /** The repositories of all profiles, active or not, and of the root. */
  readonly repositories: readonly FromFile<
    RepositoryEntry & { readonly role: 'repository' | 'plugin-repository' }
  >[];
  readonly profiles: readonly (ActiveProfile & { readonly entry: FromFile<ProfileEntry> })[];
  readonly activatedProfiles: ReadonlySet<string>;
  /** Resolves expressions as in a repository of the profile with this index; see `profiles`. */
  readonly lookup: (profile?: number) => PropertyLookup;
}

/**
 * Merges settings files, the dominant one first, as Maven does: by the id of mirrors and profiles. All
 * values are interpolated; an expression whose value is not known stays.
 */
export function createEffectiveSettings(
  files: readonly SettingsFile[],
  invocation: MavenInvocation,
): EffectiveSettings {
  const base = settingsLookup(invocation);
  const resolve = (text: string) => interpolate(text, base);
  const collect = <T extends { readonly id: string }>(
    list: (view: MavenSettings) => readonly T[],
  ) => {
    const seen = new Set<string>();
    return files.flatMap(({ file, view, source }) => {
      const added = list(view).filter(({ id }) => !seen.has(id));
      for (const { id } of added) seen.add(id);
      return added.map((entry): FromFile<T> => ({ ...entry, file, source }));
    });
  };
  const entries = collect(view => view.profiles);
  const activatedProfiles = new Set([
    ...files.flatMap(({ view }) => view.activeProfiles.map(resolve)),
    ...invocation.activatedProfiles,
  ]);
  const deactivated = new Set(invocation.deactivatedProfiles);
  const selected = selectProfiles(
    entries,
    { activated: activatedProfiles, deactivated },
    invocation,
  );
  const profiles = entries.map((entry, index) => ({
    entry,
    profile: entry,
    activity: selected[index]?.activity ?? ('unknown' as const),
  }));
  const lookup = (own?: number): PropertyLookup => {
    const possible = profiles.map((it, index) =>
      index === own ? { ...it, activity: 'active' as const } : it,
    );
    return name => {
      const value = base(name) ?? findProfileProperty(possible, name, () => undefined);
      return value === null ? undefined : value;
    };
  };
  return {
    mirrors: collect(view => view.mirrors).map(mirror => ({
      ...mirror,
      id: resolve(mirror.id),
      url: resolve(mirror.url),
      mirrorOf: resolve(mirror.mirrorOf),
    })),
    repositories: [
      ...files.flatMap(it => listRepositories(it.view, it, base)),
      ...entries.flatMap((entry, index) => listRepositories(entry, entry, lookup(index))),
    ],
    profiles,
    activatedProfiles,
    lookup,
  };
}

function listRepositories(
  lists: Pick<MavenSettings, 'repositories' | 'pluginRepositories'>,
  { file, source }: Pick<SettingsFile, 'file' | 'source'>,
  lookup: PropertyLookup,
): EffectiveSettings['repositories'] {
  const toRepository = (role: 'repository' | 'plugin-repository') => (entry: RepositoryEntry) => ({
    ...entry,
    id: interpolate(entry.id, lookup),
    url: interpolate(entry.url, lookup),
    role,
    file,
    source,
  });
  return [
    ...lists.repositories.map(toRepository('repository')),
    ...lists.pluginRepositories.map(toRepository('plugin-repository')),
  ];
}
