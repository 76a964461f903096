import { Failure } from '../../core/failure';
import { findExpression, interpolate, type PropertyLookup } from '../expressions/interpolate';
import type { LocateSettingsInput } from '../locateSettingsInput';
import {
  createInvocations,
  optionLookup,
  pathModule,
  settingsLookup,
  type JvmOptionSource,
  type MavenInvocation,
  type OptionSource,
  type SettingsReader,
} from '../mavenInvocation';
import type { MavenSettings } from '../mavenSettings';
import { parseUserProperties } from '../options/parseUserProperties';

/** What names the local repository. */
export type LocalRepositorySource = 'default' | 'settings.xml' | OptionSource | JvmOptionSource;

/** A local repository that a tool uses. */
export interface LocalRepository {
  /** Absolute, not resolved through links. */
  readonly path: string;
  readonly namedBy: LocalRepositorySource;
  /** Whether the workspace names it. */
  readonly fromWorkspace: boolean;
}

/**
 * The local repository that `reader` uses: `-Dmaven.repo.local`, then `<localRepository>` of its
 * settings, then `.m2/repository` in Java's `user.home`. Throws `home-unknown` without a home folder, and
 * `settings-refused` for a path with an expression whose value is not known.
 */
export function locateLocalRepository(
  input: LocateSettingsInput,
  reader: SettingsReader,
  settings?: Pick<MavenSettings, 'localRepository'>,
): LocalRepository {
  const invocation = createInvocations(input)[reader];
  const option = findRepositoryOption(invocation);
  if (option)
    return {
      ...option,
      path: resolveFolder(input, option.path, optionLookup(invocation, input.mavenVersion)),
    };
  if (settings?.localRepository !== undefined)
    return {
      path: resolveFolder(input, settings.localRepository, settingsLookup(invocation)),
      namedBy: 'settings.xml',
      fromWorkspace: false,
    };
  const { folder, fromWorkspace } = invocation.userHome;
  if (folder === '') throw new Failure('home-unknown', 'settings.xml');
  const home = resolveFolder(input, folder, () => undefined);
  return {
    path: pathModule(input).join(home, '.m2', 'repository'),
    namedBy: 'default',
    fromWorkspace,
  };
}

/** The definition of `maven.repo.local` that counts: options of Maven come before those of the JVM. */
function findRepositoryOption({
  options,
  jvmOptions,
}: MavenInvocation): LocalRepository | undefined {
  for (const { source, words, fromWorkspace } of [...options, ...jvmOptions.toReversed()]) {
    const path = parseUserProperties(words).get('maven.repo.local');
    if (path !== undefined && path !== '') return { path, namedBy: source, fromWorkspace };
  }
  return undefined;
}

function resolveFolder(input: LocateSettingsInput, text: string, lookup: PropertyLookup): string {
  const folder = interpolate(text, lookup);
  if (folder.includes('${')) {
    const reason = `the path of the local repository contains ${findExpression(folder) ?? folder}, whose value is not known`;
    throw new Failure('settings-refused', 'settings.xml', { reason });
  }
  return pathModule(input).resolve(input.project?.folder ?? input.accountHome, folder);
}
