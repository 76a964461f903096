import { readActivation, type ProfileProperties } from './activation';
import { interpolate as interpolateText } from './expressions/interpolate';
import { pomSchema } from './pomSchema';
import { findChild, findChildren, type XmlElement } from './xml/xmlElement';
import { createLineFinder } from './xml/createLineFinder';
import { scanXml } from './xml/scanXml';
import { createXmlSource, throwAtOffset } from './xml/xmlSource';
import { readElementText } from './xml/readElementText';

/** Where in a pom.xml a repository stands. */
export type PomRepositoryRole =
  | 'repository'
  | 'plugin-repository'
  | 'distribution'
  | 'snapshot-distribution'
  | 'alternative-deployment';

/** A repository of a pom.xml. `url` is resolved as far as the pom's own properties allow. */
export interface PomRepository {
  readonly role: PomRepositoryRole;
  readonly id: string;
  readonly url: string;
  /** The id of the pom's profile that it belongs to. */
  readonly profile?: string;
  /** The line of its `<url>`, or of its first tag; from 1. */
  readonly line: number;
}

/** What a pom.xml says. Coordinates fall back to the parent's, as in Maven. */
export interface PomModel {
  readonly groupId?: string;
  readonly artifactId?: string;
  readonly version?: string;
  /** `jar` where there is none. */
  readonly packaging: string;
  readonly modules: readonly string[];
  readonly repositories: readonly PomRepository[];
  readonly source: PomSource;
}

/** The text of a pom.xml before interpolation, for `resolvePomRepositories`. */
export interface PomSource {
  /** The `<parent>`; `relativePath` is `../pom.xml` by default, and empty for none. */
  readonly parent?: Coordinates & { readonly relativePath: string };
  readonly coordinates: Coordinates;
  readonly packaging: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly profiles: readonly ProfileProperties[];
  /** In the order of the file; `profile` is the index in `profiles`. */
  readonly repositories: readonly (Omit<PomRepository, 'profile'> & {
    readonly profile?: number;
  })[];
  /** The line of a property's first definition outside of profiles. */
  readonly lineOfProperty: (name: string) => number;
}

type Properties = ReadonlyMap<string, string>;
type ReadText = (element: XmlElement | undefined, name: string) => string | undefined;

/**
 * Reads a pom.xml. `${…}` is resolved from the pom's own `<properties>` and coordinates; what is
 * not known there stays as written. A DTD is refused, nothing else is ever opened.
 * Throws `settings-refused` with line, column and reason for what is not well-formed or no pom.
 */
export function parsePom(bytes: Uint8Array): PomModel {
  const source = createXmlSource(bytes, 'pom.xml');
  const { root } = scanXml(source, 'project', pomSchema);
  if (!root) throwAtOffset(source, source.text.length, 'the file is empty');
  const lineOf = createLineFinder(source);
  const read: ReadText = (element, name) => {
    const found = findChild(element, name);
    return found && readElementText(source, found);
  };
  const readText = (element: XmlElement) => readElementText(source, element);
  const ownProperties = readProperties(root, readText);
  const coordinates = readCoordinates(root, read);
  const knownProperties = new Map([...projectProperties(coordinates), ...ownProperties]);
  const packaging = read(root, 'packaging') ?? 'jar';
  const profileElements = findChildren(findChild(root, 'profiles'), 'profile');
  const profiles = profileElements.map(profile => ({
    id: read(profile, 'id') ?? 'default',
    activation: readActivation(profile, read),
    properties: readProperties(profile, readText),
  }));
  const readRepositories = (part: XmlElement, profile?: number) =>
    findRepositoryElements(part).map(([role, entry]) => ({
      role,
      id: read(entry, 'id') ?? 'default',
      url: read(entry, 'url') ?? '',
      line: lineOf((findChild(entry, 'url') ?? entry).start),
      ...(profile === undefined ? {} : { profile }),
    }));
  const repositories = [
    ...readRepositories(root),
    ...profileElements.flatMap((profile, index) => readRepositories(profile, index)),
  ];
  const parent = findChild(root, 'parent');
  return {
    ...mapCoordinates(coordinates, value => interpolate(value, knownProperties)),
    packaging: interpolate(packaging, knownProperties),
    modules: findChildren(findChild(root, 'modules'), 'module').map(module =>
      interpolate(readText(module), knownProperties),
    ),
    repositories: repositories.map(({ role, id, url, line, profile: index }): PomRepository => {
      const profile = index === undefined ? undefined : profiles[index];
      const properties = new Map([...knownProperties, ...(profile?.properties ?? [])]);
      return {
        role,
        id: interpolate(id, properties),
        url: interpolate(url, properties),
        ...(profile && { profile: profile.id }),
        line,
      };
    }),
    source: {
      ...(parent && {
        parent: {
          ...readOwnCoordinates(parent, read),
          relativePath: read(parent, 'relativePath') ?? '../pom.xml',
        },
      }),
      coordinates,
      packaging,
      properties: ownProperties,
      profiles,
      repositories,
      lineOfProperty: name =>
        lineOf((findChild(findChild(root, 'properties'), name) ?? root).start),
    },
  };
}

/** The coordinates of a project or parent. */
export interface Coordinates {
  readonly groupId?: string;
  readonly artifactId?: string;
  readonly version?: string;
}

function readCoordinates(root: XmlElement, read: ReadText): Coordinates {
  const parent = findChild(root, 'parent');
  return omitUndefined({
    groupId: read(root, 'groupId') ?? read(parent, 'groupId'),
    artifactId: read(root, 'artifactId'),
    version: read(root, 'version') ?? read(parent, 'version'),
  });
}

function readOwnCoordinates(element: XmlElement, read: ReadText): Coordinates {
  return omitUndefined({
    groupId: read(element, 'groupId'),
    artifactId: read(element, 'artifactId'),
    version: read(element, 'version'),
  });
}

function mapCoordinates(coordinates: Coordinates, map: (value: string) => string): Coordinates {
  const mapDefined = (value: string | undefined) => (value === undefined ? undefined : map(value));
  return omitUndefined({
    groupId: mapDefined(coordinates.groupId),
    artifactId: mapDefined(coordinates.artifactId),
    version: mapDefined(coordinates.version),
  });
}

function omitUndefined(
  coordinates: Readonly<Record<keyof Coordinates, string | undefined>>,
): Coordinates {
  return {
    ...(coordinates.groupId === undefined ? {} : { groupId: coordinates.groupId }),
    ...(coordinates.artifactId === undefined ? {} : { artifactId: coordinates.artifactId }),
    ...(coordinates.version === undefined ? {} : { version: coordinates.version }),
  };
}

function projectProperties(coordinates: Coordinates): readonly [string, string][] {
  return Object.entries(coordinates as Record<string, string>).flatMap(
    ([name, value]): [string, string][] => [
      [`project.${name}`, value],
      [`pom.${name}`, value],
      [name, value],
    ],
  );
}

function readProperties(part: XmlElement, text: (element: XmlElement) => string): Properties {
  const entries = findChild(part, 'properties')?.children ?? [];
  return new Map(entries.map(entry => [entry.name, text(entry)]));
}

function findRepositoryElements(part: XmlElement): readonly [PomRepositoryRole, XmlElement][] {
  const distribution = findChild(part, 'distributionManagement');
  const roles: readonly [PomRepositoryRole, readonly XmlElement[]][] = [
    ['repository', findChildren(findChild(part, 'repositories'), 'repository')],
    ['plugin-repository', findChildren(findChild(part, 'pluginRepositories'), 'pluginRepository')],
    ['distribution', findChildren(distribution, 'repository')],
    ['snapshot-distribution', findChildren(distribution, 'snapshotRepository')],
  ];
  return roles.flatMap(([role, entries]) =>
    entries.map((entry): [PomRepositoryRole, XmlElement] => [role, entry]),
  );
}

function interpolate(text: string, properties: Properties): string {
  return interpolateText(text, name => properties.get(name));
}
