import { isIntact, numberField, textField, decode } from './headerFields';
import { parsePax, type PaxRecords } from './paxRecords';
import { refuse } from './refusal';

/** An entry as the archive has it: names unchecked, numbers safe. */
export interface RawEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'hard-link';
  readonly path: string;
  /** Of links; empty for others. */
  readonly target: string;
  readonly bytes: number;
  readonly mode: number;
}

/** What comes out of a tar, in its order: an entry, then its bytes in parts. */
export type TarEvent =
  | { readonly kind: 'entry'; readonly entry: RawEntry }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

const blockBytes = 512;

/** Names and PAX headers are short; more is an attack on memory. */
const largestMeta = 1024 * 1024;

type MetaKind = 'pax' | 'global-pax' | 'long-path' | 'long-target';

const metaKinds: Readonly<Record<string, MetaKind>> = {
  x: 'pax',
  g: 'global-pax',
  L: 'long-path',
  K: 'long-target',
};

const entryKinds: Readonly<Record<string, RawEntry['kind']>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'hard-link',
  '2': 'link',
  '5': 'folder',
};

const refusedKinds: Readonly<Record<string, string>> = {
  '3': 'a device',
  '4': 'a device',
  '6': 'a pipe',
  S: 'a sparse file',
  M: 'a part of another archive',
};

/** What headers before an entry said about it. */
interface Pending {
  readonly pax?: PaxRecords;
  readonly longPath?: string;
  readonly longTarget?: string;
}

/**
 * Takes a tar in parts of any size. Strict: whatever is damaged, cut off, of a kind that nobody
 * publishes, or open to two readings is refused as a whole (`Refusal`).
 */
export class TarParser {
  #rest: Uint8Array = new Uint8Array(0);
  #pending: Pending = {};
  /** Bytes of the entry that are still to come, and zero bytes that fill up its last block. */
  #bytesLeft = 0;
  #paddingLeft = 0;
  #meta: { kind: MetaKind; parts: Uint8Array[] } | undefined;
  #zeroBlocks = 0;
  #begun = false;

  /** The events that end within `part`. They must be consumed before the next part is given. */
  *push(part: Uint8Array): Generator<TarEvent, void, undefined> {
    let bytes = this.#rest.length === 0 ? part : Buffer.concat([this.#rest, part]);
    for (;;) {
      if (this.#bytesLeft > 0) {
        if (bytes.length === 0) break;
        const body = bytes.subarray(0, this.#bytesLeft);
        bytes = bytes.subarray(body.length);
        this.#bytesLeft -= body.length;
        if (this.#meta) this.#meta.parts.push(Uint8Array.from(body));
        else yield { kind: 'bytes', bytes: body };
      } else if (this.#paddingLeft > 0) {
        if (bytes.length === 0) break;
        const padding = bytes.subarray(0, this.#paddingLeft);
        bytes = bytes.subarray(padding.length);
        this.#paddingLeft -= padding.length;
      } else {
        if (this.#meta) this.#endMeta(this.#meta);
        if (bytes.length < blockBytes) break;
        yield* this.#header(bytes.subarray(0, blockBytes));
        bytes = bytes.subarray(blockBytes);
      }
    }
    this.#rest = Uint8Array.from(bytes);
  }

  /** The tar has ended. Refuses one that is cut off. */
  end(): void {
    if (!this.#begun && this.#zeroBlocks === 0) refuse('there is no tar in it');
    const halfway = this.#bytesLeft > 0 || this.#paddingLeft > 0 || this.#rest.length > 0;
    if (halfway || this.#zeroBlocks < 2) refuse('it is cut off');
  }

  *#header(header: Uint8Array): Generator<TarEvent, void, undefined> {
    if (header.every(byte => byte === 0)) {
      if (this.#hasPending()) refuse('a header stands before nothing');
      this.#zeroBlocks++;
      return;
    }
    if (this.#zeroBlocks > 0) refuse('something follows its end');
    if (!isIntact(header)) refuse(this.#begun ? 'a header is damaged' : 'there is no tar in it');
    this.#begun = true;
    const type = String.fromCharCode(header[156] ?? 0);
    const size = numberField(header, 124, 12);
    const meta = metaKinds[type];
    if (meta) this.#beginMeta(meta, size);
    else yield { kind: 'entry', entry: this.#entry(header, type, size) };
  }

  #hasPending(): boolean {
    const { pax, longPath, longTarget } = this.#pending;
    return pax !== undefined || longPath !== undefined || longTarget !== undefined;
  }

  #beginMeta(kind: MetaKind, size: number): void {
    if (size > largestMeta) refuse('a name in it is too long');
    if (size === 0) refuse('a header is empty');
    // A PAX header over a header is read in different ways by different programs.
    const { pax, longPath, longTarget } = this.#pending;
    const long = longPath !== undefined || longTarget !== undefined;
    const twice =
      (kind === 'long-path' && longPath !== undefined) ||
      (kind === 'long-target' && longTarget !== undefined);
    if (pax || twice || (long && (kind === 'pax' || kind === 'global-pax')))
      refuse('a header stands before a header');
    this.#meta = { kind, parts: [] };
    this.#expect(size);
  }

  #endMeta({ kind, parts }: { kind: MetaKind; parts: readonly Uint8Array[] }): void {
    this.#meta = undefined;
    const body = Buffer.concat(parts);
    if (kind === 'pax') this.#pending = { pax: parsePax(body, false) };
    else if (kind === 'global-pax') parsePax(body, true);
    else if (kind === 'long-path') this.#pending = { ...this.#pending, longPath: longName(body) };
    else this.#pending = { ...this.#pending, longTarget: longName(body) };
  }

  #entry(header: Uint8Array, type: string, size: number): RawEntry {
    const refused = refusedKinds[type];
    if (refused !== undefined) return refuse(`it holds ${refused}`);
    const kind = entryKinds[type];
    if (kind === undefined) return refuse('it holds an entry of an unknown kind');
    const { pax = {}, longPath, longTarget } = this.#pending;
    this.#pending = {};
    const path = pax.path ?? longPath ?? plainPath(header);
    const bytes = pax.size ?? size;
    const target = pax.linkpath ?? longTarget ?? textField(header, 157, 100);
    const isLink = kind === 'link' || kind === 'hard-link';
    // Before there was a type for folders, a `/` at the end of the name said it.
    const isFolder = kind === 'folder' || (kind === 'file' && path.endsWith('/'));
    if ((isLink || isFolder) && bytes > 0) return refuse('a folder or link in it has bytes');
    this.#expect(bytes);
    return {
      kind: isFolder ? 'folder' : kind,
      path,
      target: isLink ? target : '',
      bytes,
      mode: numberField(header, 100, 8),
    };
  }

  #expect(bytes: number): void {
    this.#bytesLeft = bytes;
    this.#paddingLeft = (blockBytes - (bytes % blockBytes)) % blockBytes;
  }
}

/** GNU's long names end with a NUL. */
function longName(body: Uint8Array): string {
  const end = body.indexOf(0);
  if (end !== -1 && end !== body.length - 1) return refuse('a long name is damaged');
  const name = decode(end === -1 ? body : body.subarray(0, end));
  return name === '' ? refuse('a name in it is empty') : name;
}

/** Only POSIX' own headers have the field for what stands before a long name. */
function plainPath(header: Uint8Array): string {
  const name = textField(header, 0, 100);
  const posix = Buffer.from(header.subarray(257, 263)).toString('latin1') === 'ustar\0';
  const prefix = posix ? textField(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}
