import { XMLParser } from 'fast-xml-parser';
import type { Plugin } from './upstream';

/** What is used of a maven-metadata.xml. */
export interface Metadata {
  readonly versions: readonly string[];
  readonly plugins: readonly Plugin[];
  /** The newest build of a snapshot; empty texts when it names none. */
  readonly snapshot: { readonly timestamp: string; readonly buildNumber: string };
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: name => ['version', 'plugin', 'snapshotVersion'].includes(name),
});

type Node = Readonly<Record<string, unknown>>;

function parseXml(xml: string): Node {
  try {
    return node(parser.parse(xml));
  } catch {
    return {};
  }
}

/** Reads a maven-metadata.xml; what is missing or odd in it is left out. */
export function readMetadata(xml: string): Metadata {
  const root = node(parseXml(xml)['metadata']);
  const versions = items(node(node(root['versioning'])['versions'])['version']);
  const plugins = items(node(root['plugins'])['plugin']).map(node);
  const { timestamp, buildNumber } = node(node(root['versioning'])['snapshot']);
  return {
    versions: versions.filter(it => typeof it === 'string'),
    plugins: plugins.flatMap(({ name, prefix, artifactId }) =>
      typeof prefix === 'string' && typeof artifactId === 'string'
        ? [{ name: typeof name === 'string' ? name : artifactId, prefix, artifact: artifactId }]
        : [],
    ),
    snapshot: { timestamp: text(timestamp), buildNumber: text(buildNumber) },
  };
}

/** One file of the newest build of a snapshot. */
export interface SnapshotFile {
  readonly classifier?: string;
  readonly extension: string;
  /** `1.0-20210728.194552-1`. */
  readonly version: string;
}

/** The metadata of a package: its versions in Maven's order. */
export function packageMetadata(
  group: string,
  artifact: string,
  versions: readonly string[],
  updated: Date,
): string {
  const release = versions.findLast(it => !it.endsWith('-SNAPSHOT'));
  return metadata([
    element('groupId', group),
    element('artifactId', artifact),
    '<versioning>',
    ...(versions.at(-1) === undefined ? [] : [element('latest', versions.at(-1) ?? '')]),
    ...(release === undefined ? [] : [element('release', release)]),
    '<versions>',
    ...versions.map(it => element('version', it)),
    '</versions>',
    element('lastUpdated', stamp(updated)),
    '</versioning>',
  ]);
}

/** The metadata of a snapshot: the newest build and its files. */
export function snapshotMetadata(
  group: string,
  artifact: string,
  version: string,
  files: readonly SnapshotFile[],
): string {
  const build = /-(\d{8}\.\d{6})-(\d+)$/.exec(files[0]?.version ?? '');
  const [, timestamp = '', number = ''] = build ?? [];
  const updated = timestamp.replace('.', '');
  return metadata([
    element('groupId', group),
    element('artifactId', artifact),
    element('version', version),
    '<versioning>',
    `<snapshot>${element('timestamp', timestamp)}${element('buildNumber', number)}</snapshot>`,
    element('lastUpdated', updated),
    '<snapshotVersions>',
    ...files.map(
      it =>
        `<snapshotVersion>${it.classifier === undefined ? '' : element('classifier', it.classifier)}${element('extension', it.extension)}${element('value', it.version)}${element('updated', updated)}</snapshotVersion>`,
    ),
    '</snapshotVersions>',
    '</versioning>',
  ]);
}

/** The metadata of a group: the prefixes of its plugins. */
export function groupMetadata(plugins: readonly Plugin[]): string {
  return metadata([
    '<plugins>',
    ...plugins.map(
      it =>
        `<plugin>${element('name', it.name)}${element('prefix', it.prefix)}${element('artifactId', it.artifact)}</plugin>`,
    ),
    '</plugins>',
  ]);
}

function metadata(lines: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<metadata>\n${lines.join('\n')}\n</metadata>\n`;
}

function element(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}

function stamp(date: Date): string {
  return date.toISOString().replace(/[-:T]|\.\d{3}Z$/g, '');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function node(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
