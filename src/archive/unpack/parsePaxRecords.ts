import { decodeUtf8 } from './headerFields';
import { refuseArchive } from './archiveRefusal';

/** What an extended header says that changes what is written. */
export interface PaxRecords {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: number;
}

const newline = 0x0a;
const space = 0x20;
const knownKeys = new Set(['path', 'linkpath', 'size']);

/**
 * The records of a PAX header, `30 path=name\n` and so on. `global` ones may not name or measure
 * files. Refuses whatever two programs could read in two ways.
 */
export function parsePaxRecords(body: Uint8Array, global: boolean): PaxRecords {
  const found = new Map<string, string>();
  for (let at = 0; at < body.length;) {
    const end = at + readRecordLength(body, at);
    if (end > body.length || body[end - 1] !== newline)
      return refuseArchive('a PAX header is damaged');
    const start = body.indexOf(space, at) + 1;
    const equals = body.indexOf(0x3d, start);
    if (equals <= start || equals >= end) return refuseArchive('a PAX header is damaged');
    const key = decodeUtf8(body.subarray(start, equals));
    const value = body.subarray(equals + 1, end - 1);
    at = end;
    if (key.startsWith('GNU.sparse.')) return refuseArchive('it holds a sparse file');
    if (!knownKeys.has(key)) continue;
    if (global) return refuseArchive('a global PAX header names or measures files');
    if (found.has(key)) return refuseArchive('a PAX header says something twice');
    found.set(key, decodePaxText(value));
  }
  return toPaxRecords(found);
}

function readRecordLength(body: Uint8Array, at: number): number {
  const end = body.indexOf(space, at);
  const digits = end === -1 || end - at > 8 ? '' : decodeUtf8(body.subarray(at, end));
  const length = /^[1-9][0-9]*$/.test(digits) ? Number(digits) : 0;
  // The shortest record there is: `5 a=\n`.
  return length < 5 ? refuseArchive('a PAX header is damaged') : length;
}

function decodePaxText(value: Uint8Array): string {
  if (value.length === 0 || value.includes(0))
    return refuseArchive('a PAX header holds a bad value');
  return decodeUtf8(value);
}

function toPaxRecords(found: ReadonlyMap<string, string>): PaxRecords {
  const [path, linkpath, size] = ['path', 'linkpath', 'size'].map(key => found.get(key));
  if (size !== undefined && (!/^[0-9]{1,16}$/.test(size) || !Number.isSafeInteger(Number(size))))
    return refuseArchive('a PAX header holds a bad size');
  return {
    ...(path === undefined ? {} : { path }),
    ...(linkpath === undefined ? {} : { linkpath }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
}
