import { pomShape } from './pomShape';
import { child, childrenOf, type XmlElement } from './xml/element';
import { lineFinder } from './xml/lines';
import { scan } from './xml/scan';
import { openSource, refuse } from './xml/source';
import { textOf } from './xml/text';

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
export interface PomView {
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
export function readPom(bytes: Uint8Array): PomView {
  const source = openSource(bytes, 'pom.xml');
  const { root } = scan(source, 'project', pomShape);
  if (!root) refuse(source, source.text.length, 'the file is empty');
  const lineOf = lineFinder(source);
  const read: ReadText = (element, name) => {
    const found = child(element, name);
    return found && textOf(source, found);
  };
  const own = propertiesOf(root, it => textOf(source, it));
  const coordinates = readCoordinates(root, read);
  const known = new Map([...projectProperties(coordinates), ...own]);
  const repositories = (part: XmlElement, properties: Properties, profile?: string) =>
    entriesOf(part).map(([role, entry]): PomRepository => {
      const resolved = (name: string) => resolve(read(entry, name) ?? '', properties);
      return {
        role,
        id: child(entry, 'id') ? resolved('id') : 'default',
        url: resolved('url'),
        ...(profile === undefined ? {} : { profile }),
        line: lineOf((child(entry, 'url') ?? entry).start),
      };
    });
  const profiles = childrenOf(child(root, 'profiles'), 'profile').flatMap(profile => {
    const properties = new Map([...known, ...propertiesOf(profile, it => textOf(source, it))]);
    return repositories(profile, properties, read(profile, 'id') ?? 'default');
  });
  return {
    ...mapCoordinates(coordinates, value => resolve(value, known)),
    packaging: resolve(read(root, 'packaging') ?? 'jar', known),
    modules: childrenOf(child(root, 'modules'), 'module').map(it =>
      resolve(textOf(source, it), known),
    ),
    repositories: [...repositories(root, known), ...profiles],
  };
}

interface Coordinates {
  readonly groupId?: string;
  readonly artifactId?: string;
  readonly version?: string;
}

function readCoordinates(root: XmlElement, read: ReadText): Coordinates {
  const parent = child(root, 'parent');
  return withoutAbsent({
    groupId: read(root, 'groupId') ?? read(parent, 'groupId'),
    artifactId: read(root, 'artifactId'),
    version: read(root, 'version') ?? read(parent, 'version'),
  });
}

function mapCoordinates(of: Coordinates, map: (value: string) => string): Coordinates {
  const mapped = (value: string | undefined) => (value === undefined ? undefined : map(value));
  return withoutAbsent({
    groupId: mapped(of.groupId),
    artifactId: mapped(of.artifactId),
    version: mapped(of.version),
  });
}

function withoutAbsent(of: Readonly<Record<keyof Coordinates, string | undefined>>): Coordinates {
  return {
    ...(of.groupId === undefined ? {} : { groupId: of.groupId }),
    ...(of.artifactId === undefined ? {} : { artifactId: of.artifactId }),
    ...(of.version === undefined ? {} : { version: of.version }),
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

function propertiesOf(part: XmlElement, text: (element: XmlElement) => string): Properties {
  const entries = child(part, 'properties')?.children ?? [];
  return new Map(entries.map(it => [it.name, text(it)]));
}

function entriesOf(part: XmlElement): readonly [PomRepositoryRole, XmlElement][] {
  const distribution = child(part, 'distributionManagement');
  const roles: readonly [PomRepositoryRole, readonly XmlElement[]][] = [
    ['repository', childrenOf(child(part, 'repositories'), 'repository')],
    ['plugin-repository', childrenOf(child(part, 'pluginRepositories'), 'pluginRepository')],
    ['distribution', childrenOf(distribution, 'repository')],
    ['snapshot-distribution', childrenOf(distribution, 'snapshotRepository')],
  ];
  return roles.flatMap(([role, entries]) =>
    entries.map((entry): [PomRepositoryRole, XmlElement] => [role, entry]),
  );
}

/** Bounded in depth and length: properties may name themselves, or double each other. */
function resolve(text: string, properties: Properties): string {
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
