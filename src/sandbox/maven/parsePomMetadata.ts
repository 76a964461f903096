import { XMLParser } from 'fast-xml-parser';
import type { VersionMetadata, Dependency } from '../store/records';
import { asJsonObject } from '../../shared/json';

type XmlNode = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  parseTagValue: false,
  isArray: name => ['dependency', 'license'].includes(name),
});

/**
 * Reads the metadata and dependencies in a POM. Resolves the POM's own properties, but no parent POMs,
 * like the service. The result is empty when the POM is not valid.
 */
export function parsePomMetadata(xml: string): {
  about?: VersionMetadata;
  dependencies?: readonly Dependency[];
} {
  let project: XmlNode;
  try {
    project = toNode(toNode(parser.parse(xml))['project']);
  } catch {
    return {};
  }
  const interpolate = createInterpolator(project);
  const scm = interpolate(toNode(project['scm'])['url']);
  const licenses = toList(toNode(project['licenses'])['license'])
    .map(toNode)
    .map(it => ({
      ...optionalMember('name', interpolate(it['name'])),
      ...optionalMember('url', interpolate(it['url'])),
    }));
  const metadata: VersionMetadata = {
    ...optionalMember('displayName', interpolate(project['name'])),
    ...optionalMember('summary', interpolate(project['description'])),
    ...optionalMember('homePage', interpolate(project['url'])),
    ...optionalMember('sourceCodeRepository', scm),
    ...(licenses.length > 0 && { licenses }),
  };
  return {
    about: metadata,
    dependencies: [
      ...parentDependency(project, interpolate),
      ...listDependencies(project, interpolate),
    ],
  };
}

type Interpolate = (value: unknown) => string | undefined;

function parentDependency(project: XmlNode, interpolate: Interpolate): Dependency[] {
  const it = project['parent'];
  return it === undefined ? [] : toDependencies(toNode(it), interpolate, 'parent');
}

function listDependencies(project: XmlNode, interpolate: Interpolate): Dependency[] {
  return toList(toNode(project['dependencies'])['dependency'])
    .map(toNode)
    .flatMap(it => {
      const type =
        interpolate(it['optional']) === 'true'
          ? 'optional'
          : (interpolate(it['scope']) ?? 'compile');
      return toDependencies(it, interpolate, type);
    });
}

function toDependencies(
  it: XmlNode,
  interpolate: Interpolate,
  dependencyType: string,
): Dependency[] {
  const name = interpolate(it['artifactId']);
  if (name === undefined) return [];
  return [
    {
      ...optionalMember('namespace', interpolate(it['groupId'])),
      package: name,
      dependencyType,
      ...optionalMember('versionRequirement', interpolate(it['version'])),
    },
  ];
}

function createInterpolator(project: XmlNode): Interpolate {
  const parentNode = toNode(project['parent']);
  const inheritedValue = (name: string) => project[name] ?? parentNode[name];
  const values: Record<string, unknown> = { ...toNode(project['properties']) };
  for (const name of ['groupId', 'artifactId', 'version'])
    for (const key of [`project.${name}`, `pom.${name}`, name])
      values[key] ??= inheritedValue(name);
  values['project.parent.version'] = parentNode['version'];
  values['project.parent.groupId'] = parentNode['groupId'];
  const interpolate = (value: unknown, depth: number): string | undefined => {
    const text = typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : '';
    if (text === '') return undefined;
    if (depth === 0) return text;
    return text.replace(/\$\{([^}]+)\}/g, (whole, key: string) =>
      Object.hasOwn(values, key) ? (interpolate(values[key], depth - 1) ?? whole) : whole,
    );
  };
  return value => interpolate(value, 5);
}

function optionalMember<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}

function toNode(value: unknown): XmlNode {
  return asJsonObject(value);
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
