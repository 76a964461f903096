import path from 'node:path';
import { findProfileProperty, selectProfiles, type ActiveProfile } from './activeProfiles';
import type { EffectiveSettings } from './effectiveSettings';
import { hasExpression, interpolate, type PropertyLookup } from './expressions/interpolate';
import { findBareVariable, findSystemProperty, type MavenInvocation } from './mavenInvocation';
import type { PomRepositoryRole } from './parsePom';
import { findLineage, type PomFile } from './pomLineage';

/** A repository of a pom.xml as Maven sees it in one project. */
export interface ResolvedRepository {
  /** The pom.xml that contains it, which may be a parent of the project. */
  readonly file: string;
  readonly line: number;
  readonly role: PomRepositoryRole;
  readonly id: string;
  readonly url: string;
}

/** A pom.xml of a lineage and its profiles. */
interface Model extends PomFile {
  readonly profiles: readonly ActiveProfile[];
}

/**
 * The repositories of a project and those that it inherits from its parents in the workspace, of all
 * profiles, resolved as Maven does: properties of the command line, of settings.xml's profiles, of the
 * pom's profiles, of the pom and of its parents, then of the system. An expression whose value is not
 * known stays.
 */
export function resolvePomRepositories(
  pom: PomFile,
  poms: readonly PomFile[],
  settings: EffectiveSettings,
  invocation: MavenInvocation,
): readonly ResolvedRepository[] {
  const selection = {
    activated: settings.activatedProfiles,
    deactivated: new Set(invocation.deactivatedProfiles),
  };
  const models = findLineage(pom, poms).map((it): Model => ({
    ...it,
    profiles: selectProfiles(it.view.source.profiles, selection, invocation, it.view.source),
  }));
  const nearer = new Set<string>();
  return models.flatMap((model, depth) => {
    const { file, view } = model;
    const resolved = view.source.repositories.flatMap(({ role, id, url, line, profile }) => {
      const lookup = pomLookup(models, { depth, profile }, settings, invocation);
      const isDeployment = role === 'distribution' || role === 'snapshot-distribution';
      const resolvedId = interpolate(id, lookup);
      const key = isDeployment ? role : `${role} ${resolvedId}`;
      if (depth > 0 && nearer.has(key)) return [];
      return [{ file, line, role, id: resolvedId, url: interpolate(url, lookup), key, profile }];
    });
    for (const { key, profile } of resolved) if (profile === undefined) nearer.add(key);
    return [
      ...resolved.map(({ key: _key, profile: _profile, ...repository }) => repository),
      ...findAlternativeDeployments(models, depth, settings, invocation),
    ];
  });
}

const alternativeProperties = [
  'altDeploymentRepository',
  'altReleaseDeploymentRepository',
  'altSnapshotDeploymentRepository',
];

/** The deployment repositories that properties of the Maven Deploy Plugin name. */
function* findAlternativeDeployments(
  models: readonly Model[],
  depth: number,
  settings: EffectiveSettings,
  invocation: MavenInvocation,
): Generator<ResolvedRepository> {
  const model = models[depth];
  if (!model) return;
  const { properties, profiles, lineOfProperty } = model.view.source;
  const definers = [
    { properties, profile: undefined },
    ...profiles.map((it, profile) => ({ properties: it.properties, profile })),
  ];
  for (const definer of definers)
    for (const name of alternativeProperties) {
      const value = definer.properties.get(name);
      if (value === undefined) continue;
      const lookup = pomLookup(models, { depth, profile: definer.profile }, settings, invocation);
      const found = parseAlternativeDeployment(interpolate(value, lookup));
      if (found) yield { ...found, file: model.file, line: lineOfProperty(name) };
    }
}

/**
 * The repository in `ID::URL` or, before version 3 of the Maven Deploy Plugin, `ID::LAYOUT::URL`. If an
 * expression hides the id, the id is the whole value.
 */
function parseAlternativeDeployment(
  value: string,
): Pick<ResolvedRepository, 'role' | 'id' | 'url'> | undefined {
  const [, id, url] = /^([^:\s]+)::(?:[^:]*::)?(.+)$/.exec(value.trim()) ?? [];
  const role = 'alternative-deployment';
  if (id !== undefined && url !== undefined) return { role, id, url };
  return hasExpression(value) ? { role, id: value, url: value } : undefined;
}

/** The repositories that alternative deployment properties outside of projects name. */
export function listAlternativeDeployments(
  properties: ReadonlyMap<string, string>,
  lookup: PropertyLookup,
): readonly Pick<ResolvedRepository, 'role' | 'id' | 'url'>[] {
  return alternativeProperties.flatMap(name => {
    const value = properties.get(name);
    return value === undefined
      ? []
      : (parseAlternativeDeployment(interpolate(value, lookup)) ?? []);
  });
}

/** The values of expressions in the model at `depth`; its profile `profile` counts as active. */
function pomLookup(
  models: readonly Model[],
  own: { readonly depth: number; readonly profile: number | undefined },
  settings: EffectiveSettings,
  invocation: MavenInvocation,
): PropertyLookup {
  const withOwn = models.map(({ profiles, ...model }, depth) => ({
    ...model,
    profiles: profiles.map((it, index) =>
      depth === own.depth && index === own.profile ? { ...it, activity: 'active' as const } : it,
    ),
  }));
  const inModels = (name: string, depth: number): string | null | undefined => {
    const model = withOwn[depth];
    if (!model) return undefined;
    return findProfileProperty(
      model.profiles,
      name,
      () => model.view.source.properties.get(name) ?? inModels(name, depth + 1),
    );
  };
  const project = projectValues(models, invocation);
  return name => {
    if (/^(?:project|pom)\.|^basedir$/.test(name)) {
      const value = project.get(name);
      if (value !== undefined) return value;
    }
    const user = invocation.userProperties.get(name);
    if (user !== undefined) return user;
    const property = findProfileProperty(settings.profiles, name, () => inModels(name, 0));
    if (property === null) return undefined;
    return (
      property ??
      findSystemProperty(invocation, name) ??
      findBareVariable(invocation, name) ??
      project.get(`project.${name}`)
    );
  };
}

function projectValues(
  models: readonly Model[],
  invocation: MavenInvocation,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const [model] = models;
  if (!model) return values;
  const { coordinates, parent, packaging } = model.view.source;
  const put = (name: string, value: string | undefined) => {
    if (value === undefined) return;
    values.set(`project.${name}`, value);
    values.set(`pom.${name}`, value);
  };
  for (const name of ['groupId', 'artifactId', 'version'] as const) {
    put(name, coordinates[name]);
    put(`parent.${name}`, parent?.[name]);
  }
  put('packaging', packaging);
  const paths = invocation.platform === 'win32' ? path.win32 : path.posix;
  put('basedir', paths.dirname(model.file));
  values.set('basedir', paths.dirname(model.file));
  const root = invocation.isMaven4
    ? invocation.sessionProperties.get('session.rootDirectory')
    : undefined;
  put('rootDirectory', root);
  return values;
}
