import { pomSchema } from './pomSchema';
import { findChild, findChildren, type XmlElement } from './xml/xmlElement';
import { createLineFinder } from './xml/createLineFinder';
import { scanXml } from './xml/scanXml';
import { createXmlSource, throwAtOffset } from './xml/xmlSource';
import { readElementText } from './xml/readElementText';

/** Where in a pom.xml a repository stands. */
export type PomRepositoryRole =
  'repository' | 'plugin-repository' | 'distribution' | 'snapshot-distribution';

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
  const ownProperties = readProperties(root, it => readElementText(source, it));
  const coordinates = readCoordinates(root, read);
  const knownProperties = new Map([...projectProperties(coordinates), ...ownProperties]);
  const readRepositories = (part: XmlElement, properties: Properties, profile?: string) =>
    findRepositoryElements(part).map(([role, entry]): PomRepository => {
      const readInterpolated = (name: string) => interpolate(read(entry, name) ?? '', properties);
      return {
        role,
        id: findChild(entry, 'id') ? readInterpolated('id') : 'default',
        url: readInterpolated('url'),
        ...(profile === undefined ? {} : { profile }),
        line: lineOf((findChild(entry, 'url') ?? entry).start),
      };
    });
  const profiles = findChildren(findChild(root, 'profiles'), 'profile').flatMap(profile => {
    const properties = new Map([
      ...knownProperties,
      ...readProperties(profile, it => readElementText(source, it)),
    ]);
    return readRepositories(profile, properties, read(profile, 'id') ?? 'default');
  });
  return {
    ...mapCoordinates(coordinates, value => interpolate(value, knownProperties)),
    packaging: interpolate(read(root, 'packaging') ?? 'jar', knownProperties),
    modules: findChildren(findChild(root, 'modules'), 'module').map(module =>
      interpolate(readElementText(source, module), knownProperties),
    ),
    repositories: [...readRepositories(root, knownProperties), ...profiles],
  };
}

interface Coordinates {
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
  return new Map(entries.map(it => [it.name, text(it)]));
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

/** Bounded in depth and length: properties may name themselves, or double each other. */
function interpolate(text: string, properties: Properties): string {
  let resolved = text;
  for (let depth = 0; depth < 10 && resolved.includes('${'); depth++) {
    const next = resolved.replace(
      /\$\{([^}]{1,200})\}/g,
      (whole, name: string) => properties.get(name.trim()) ?? whole,
    );
    if (next === resolved || next.length > 10_000) break;
    resolved = next;
  }
  return resolved;
}
