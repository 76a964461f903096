import { indentation, rstrip, splitLines, strip } from './pythonText';

/** A value, or the keys of the indented block below a key without a value. */
export type ConfigValue = string | ReadonlyMap<string, string>;

/** The sections of one file by the text between their brackets, with their keys in lower case. */
export type ConfigFile = ReadonlyMap<string, ReadonlyMap<string, ConfigValue>>;

/** The reason why a file cannot be parsed. */
export class ConfigSyntaxError extends Error {
  override readonly name = 'ConfigSyntaxError';
  /** 1-based. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

interface OpenValue {
  readonly line: number;
  readonly parts: string[];
}

type OpenSection = Map<string, OpenValue>;

/** Its keys are the defaults of all other sections. */
const defaultsName = 'DEFAULT';

/**
 * Parses a shared config or credentials file as the AWS CLI does: with the rules of Python's
 * `configparser` and of botocore's nested blocks. Throws a `ConfigSyntaxError` where the AWS CLI
 * refuses the file.
 */
export function parseConfigFile(text: string): ConfigFile {
  const sections = readSections(text.split(/\r\n|\r|\n/));
  const defaults = sections.get(defaultsName) ?? new Map<string, OpenValue>();
  sections.delete(defaultsName);
  const file = new Map<string, ReadonlyMap<string, ConfigValue>>();
  for (const [name, section] of sections) {
    const values = [...section, ...[...defaults].filter(([key]) => !section.has(key))];
    file.set(name, new Map(values.map(([key, value]) => [key, closeValue(value)])));
  }
  return file;
}

function readSections(lines: readonly string[]): Map<string, OpenSection> {
  const sections = new Map<string, OpenSection>();
  let section: OpenSection | undefined;
  let value: OpenValue | undefined;
  let indent = 0;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const content = strip(line);
    if (content.startsWith('#') || content.startsWith(';')) continue;
    if (content === '') value?.parts.push('');
    else if (value && indentation(line) > indent) value.parts.push(content);
    else {
      indent = indentation(line);
      const name = /^\[([^\n]+)\]/.exec(content)?.[1];
      if (name !== undefined) {
        section = openSection(sections, name, number);
        value = undefined;
      } else value = openValue(section, content, number);
    }
  }
  return sections;
}

function openSection(sections: Map<string, OpenSection>, name: string, line: number): OpenSection {
  const existing = sections.get(name);
  if (existing && name !== defaultsName)
    throw new ConfigSyntaxError(line, `the section [${name}] is already defined above`);
  const section = existing ?? new Map<string, OpenValue>();
  sections.set(name, section);
  return section;
}

function openValue(section: OpenSection | undefined, content: string, line: number): OpenValue {
  if (!section) throw new ConfigSyntaxError(line, 'the line is not in a section');
  const separator = content.search(/[=:]/);
  if (separator === -1)
    throw new ConfigSyntaxError(line, 'the line is neither a section nor a key with a value');
  const key = rstrip(content.slice(0, separator)).toLowerCase();
  if (key === '') throw new ConfigSyntaxError(line, 'the line has no key');
  if (section.has(key))
    throw new ConfigSyntaxError(line, `the key ${key} is already set in this section`);
  const value = { line, parts: [strip(content.slice(separator + 1))] };
  section.set(key, value);
  return value;
}

function closeValue({ line, parts }: OpenValue): ConfigValue {
  const text = rstrip(parts.join('\n'));
  if (!text.startsWith('\n')) return text;
  const block = new Map<string, string>();
  for (const blockLine of splitLines(text)) {
    const content = strip(blockLine);
    if (content === '') continue;
    const separator = content.indexOf('=');
    if (separator === -1)
      throw new ConfigSyntaxError(line, 'a line of the block below is not a key with a value');
    block.set(strip(content.slice(0, separator)), strip(content.slice(separator + 1)));
  }
  return block;
}
