import { XMLParser } from 'fast-xml-parser';
import type { About, Dependency } from '../store/records';

type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  parseTagValue: false,
  isArray: name => ['dependency', 'license'].includes(name),
});

/**
 * What a POM says of its version. Metadata of parent POMs is not followed, as in the service; values
 * of the POM's own properties are filled in. A POM that cannot be read says nothing.
 */
export function readPom(xml: string): { about?: About; dependencies?: readonly Dependency[] } {
  let project: Node;
  try {
    project = node(node(parser.parse(xml))['project']);
  } catch {
    return {};
  }
  const fill = interpolation(project);
  const scm = fill(node(project['scm'])['url']);
  const licenses = items(node(project['licenses'])['license'])
    .map(node)
    .map(it => ({
      ...defined('name', fill(it['name'])),
      ...defined('url', fill(it['url'])),
    }));
  const about: About = {
    ...defined('displayName', fill(project['name'])),
    ...defined('summary', fill(project['description'])),
    ...defined('homePage', fill(project['url'])),
    ...defined('sourceCodeRepository', scm),
    ...(licenses.length > 0 && { licenses }),
  };
  return { about, dependencies: [...parent(project, fill), ...dependencies(project, fill)] };
}

type Fill = (value: unknown) => string | undefined;

function parent(project: Node, fill: Fill): Dependency[] {
  const it = project['parent'];
  return it === undefined ? [] : dependency(node(it), fill, 'parent');
}

function dependencies(project: Node, fill: Fill): Dependency[] {
  return items(node(project['dependencies'])['dependency'])
    .map(node)
    .flatMap(it => {
      const type = fill(it['optional']) === 'true' ? 'optional' : (fill(it['scope']) ?? 'compile');
      return dependency(it, fill, type);
    });
}

function dependency(it: Node, fill: Fill, dependencyType: string): Dependency[] {
  const name = fill(it['artifactId']);
  if (name === undefined) return [];
  return [
    {
      ...defined('namespace', fill(it['groupId'])),
      package: name,
      dependencyType,
      ...defined('versionRequirement', fill(it['version'])),
    },
  ];
}

function interpolation(project: Node): Fill {
  const above = node(project['parent']);
  const own = (name: string) => project[name] ?? above[name];
  const values: Record<string, unknown> = { ...node(project['properties']) };
  for (const name of ['groupId', 'artifactId', 'version'])
    for (const key of [`project.${name}`, `pom.${name}`, name]) values[key] ??= own(name);
  values['project.parent.version'] = above['version'];
  values['project.parent.groupId'] = above['groupId'];
  const fill = (value: unknown, depth: number): string | undefined => {
    const text = typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : '';
    if (text === '') return undefined;
    if (depth === 0) return text;
    return text.replace(/\$\{([^}]+)\}/g, (whole, key: string) =>
      Object.hasOwn(values, key) ? (fill(values[key], depth - 1) ?? whole) : whole,
    );
  };
  return value => fill(value, 5);
}

function defined<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}

function node(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
