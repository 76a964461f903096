import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';

/** What a strict reader made of a document. */
export interface StrictReading {
  readonly isWellFormed: boolean;
  /** Where the servers of the wanted id begin and end, in units of the text. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Reads a document with saxes, which refuses what is not well-formed, and finds servers by id. */
export function readStrictly(text: string, id: string): StrictReading {
  const parser = new SaxesParser({ position: true });
  const path: string[] = [];
  const spans: { start: number; end: number }[] = [];
  let server = 0;
  let current = '';
  let isOurs = false;
  let isWellFormed = true;
  parser.on('error', () => (isWellFormed = false));
  parser.on('opentagstart', ({ name }) => {
    path.push(name);
    if (path.join('/') !== 'settings/servers/server') return;
    server = parser.position - name.length - 2;
    isOurs = false;
  });
  parser.on('opentag', () => (current = ''));
  parser.on('text', part => (current += part));
  parser.on('cdata', part => (current += part));
  parser.on('closetag', ({ name }) => {
    const where = path.join('/');
    if (where === 'settings/servers/server/id') isOurs ||= current.trim() === id;
    if (where === 'settings/servers/server' && isOurs)
      spans.push({ start: server, end: parser.position });
    if (path.at(-1) === name) path.pop();
    current = '';
  });
  try {
    parser.write(text).close();
  } catch {
    isWellFormed = false;
  }
  return { isWellFormed, spans };
}

const fastXml = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  htmlEntities: true,
  isArray: name => name === 'server',
});

/** The ids of the servers as fast-xml-parser reads them; undefined when it refuses the text. */
export function serverIdsByFastXml(text: string): readonly string[] | undefined {
  try {
    const document = fastXml.parse(text) as Parsed;
    const servers = document.settings?.servers;
    const list = typeof servers === 'object' ? (servers.server ?? []) : [];
    return list.map(it => (typeof it === 'object' ? (it.id ?? 'default') : 'default'));
  } catch {
    return undefined;
  }
}

interface Parsed {
  readonly settings?: {
    readonly servers?: { readonly server?: readonly ({ id?: string } | string)[] } | string;
  };
}
