import { XMLParser } from 'fast-xml-parser';
import type { Plugin } from './upstream';
import { asJsonObject } from '../../shared/json';

/** The content of a maven-metadata.xml. */
export interface MavenMetadata {
  readonly versions: readonly string[];
  readonly plugins: readonly Plugin[];
  /** The latest build of a snapshot; the texts are empty when there is none. */
  readonly snapshot: { readonly timestamp: string; readonly buildNumber: string };
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: name => ['version', 'plugin', 'snapshotVersion'].includes(name),
});

type XmlNode = Readonly<Record<string, unknown>>;

function parseXml(xml: string): XmlNode {
  try {
    return toNode(parser.parse(xml));
  } catch {
    return {};
  }
}

/** Parses a maven-metadata.xml; ignores what is not valid. */
export function parseMetadata(xml: string): MavenMetadata {
  const root = toNode(parseXml(xml)['metadata']);
  const versions = toList(toNode(toNode(root['versioning'])['versions'])['version']);
  const plugins = toList(toNode(root['plugins'])['plugin']).map(toNode);
  const { timestamp, buildNumber } = toNode(toNode(root['versioning'])['snapshot']);
  return {
    versions: versions.filter(it => typeof it === 'string'),
    plugins: plugins.flatMap(({ name, prefix, artifactId }) =>
      typeof prefix === 'string' && typeof artifactId === 'string'
        ? [{ name: typeof name === 'string' ? name : artifactId, prefix, artifact: artifactId }]
        : [],
    ),
    snapshot: { timestamp: textOrEmpty(timestamp), buildNumber: textOrEmpty(buildNumber) },
  };
}

/** A file of the latest build of a snapshot. */
export interface SnapshotFile {
  readonly classifier?: string;
  readonly extension: string;
  /** The version of the build, such as `1.0-20210728.194552-1`. */
  readonly version: string;
}

/** Formats the metadata of a package; `versions` must be in Maven's order. */
export function formatPackageMetadata(
  group: string,
  artifact: string,
  versions: readonly string[],
  updated: Date,
): string {
  const release = versions.findLast(it => !it.endsWith('-SNAPSHOT'));
  return formatMetadata([
    formatElement('groupId', group),
    formatElement('artifactId', artifact),
    '<versioning>',
    ...(versions.at(-1) === undefined ? [] : [formatElement('latest', versions.at(-1) ?? '')]),
    ...(release === undefined ? [] : [formatElement('release', release)]),
    '<versions>',
    ...versions.map(it => formatElement('version', it)),
    '</versions>',
    formatElement('lastUpdated', formatTimestamp(updated)),
    '</versioning>',
  ]);
}

/** Formats the metadata of a snapshot with the files of its latest build. */
export function formatSnapshotMetadata(
  group: string,
  artifact: string,
  version: string,
  files: readonly SnapshotFile[],
): string {
  const build = /-(\d{8}\.\d{6})-(\d+)$/.exec(files[0]?.version ?? '');
  const [, timestamp = '', number = ''] = build ?? [];
  const updated = timestamp.replace('.', '');
  return formatMetadata([
    formatElement('groupId', group),
    formatElement('artifactId', artifact),
    formatElement('version', version),
    '<versioning>',
    `<snapshot>${formatElement('timestamp', timestamp)}${formatElement('buildNumber', number)}</snapshot>`,
    formatElement('lastUpdated', updated),
    '<snapshotVersions>',
    ...files.map(
      it =>
        `<snapshotVersion>${it.classifier === undefined ? '' : formatElement('classifier', it.classifier)}${formatElement('extension', it.extension)}${formatElement('value', it.version)}${formatElement('updated', updated)}</snapshotVersion>`,
    ),
    '</snapshotVersions>',
    '</versioning>',
  ]);
}

/** Formats the metadata of a group with the prefixes of its plugins. */
export function formatGroupMetadata(plugins: readonly Plugin[]): string {
  return formatMetadata([
    '<plugins>',
    ...plugins.map(
      it =>
        `<plugin>${formatElement('name', it.name)}${formatElement('prefix', it.prefix)}${formatElement('artifactId', it.artifact)}</plugin>`,
    ),
    '</plugins>',
  ]);
}

function formatMetadata(lines: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<metadata>\n${lines.join('\n')}\n</metadata>\n`;
}

function formatElement(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}

function formatTimestamp(date: Date): string {
  return date.toISOString().replace(/[-:T]|\.\d{3}Z$/g, '');
}

function textOrEmpty(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function toNode(value: unknown): XmlNode {
  return asJsonObject(value);
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
