import { hasValidChecksum, readNumberField, readTextField, decodeUtf8 } from './headerFields';
import { parsePaxRecords, type PaxRecords } from './parsePaxRecords';
import { refuseArchive } from './archiveRefusal';
import type { RawTarEntry } from './unpackedArchive';

/** What comes out of a tar, in its order: an entry, then its bytes in parts. */
export type TarEvent =
  | { readonly kind: 'entry'; readonly entry: RawTarEntry }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

const blockBytes = 512;

/** Names and PAX headers are short; more is an attack on memory. */
const maxMetadataBytes = 1024 * 1024;

type MetadataKind = 'pax' | 'global-pax' | 'long-path' | 'long-target';

const metadataKinds: Readonly<Record<string, MetadataKind>> = {
  x: 'pax',
  g: 'global-pax',
  L: 'long-path',
  K: 'long-target',
};

const entryKinds: Readonly<Record<string, RawTarEntry['kind']>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'hard-link',
  '2': 'link',
  '5': 'folder',
};

const unsupportedKinds: Readonly<Record<string, string>> = {
  '3': 'a device',
  '4': 'a device',
  '6': 'a pipe',
  S: 'a sparse file',
  M: 'a part of another archive',
};

/** What headers before an entry said about it. */
interface PendingHeaders {
  readonly pax?: PaxRecords;
  readonly longPath?: string;
  readonly longTarget?: string;
}

/**
 * Takes a tar in parts of any size. Strict: whatever is damaged, cut off, of a kind that nobody
 * publishes, or open to two readings is refused as a whole (`Refusal`).
 */
export class TarParser {
  #remainder: Uint8Array = new Uint8Array(0);
  #pending: PendingHeaders = {};
  /** Bytes of the entry that are still to come, and zero bytes that fill up its last block. */
  #bytesLeft = 0;
  #paddingLeft = 0;
  #metadata: { kind: MetadataKind; parts: Uint8Array[] } | undefined;
  #zeroBlocks = 0;
  #hasHeader = false;

  /** The events that end within `part`. They must be consumed before the next part is given. */
  *push(part: Uint8Array): Generator<TarEvent, void, undefined> {
    let bytes = this.#remainder.length === 0 ? part : Buffer.concat([this.#remainder, part]);
    for (;;) {
      if (this.#bytesLeft > 0) {
        if (bytes.length === 0) break;
        const body = bytes.subarray(0, this.#bytesLeft);
        bytes = bytes.subarray(body.length);
        this.#bytesLeft -= body.length;
        if (this.#metadata) this.#metadata.parts.push(Uint8Array.from(body));
        else yield { kind: 'bytes', bytes: body };
      } else if (this.#paddingLeft > 0) {
        if (bytes.length === 0) break;
        const padding = bytes.subarray(0, this.#paddingLeft);
        bytes = bytes.subarray(padding.length);
        this.#paddingLeft -= padding.length;
      } else {
        if (this.#metadata) this.#endMetadata(this.#metadata);
        if (bytes.length < blockBytes) break;
        yield* this.#header(bytes.subarray(0, blockBytes));
        bytes = bytes.subarray(blockBytes);
      }
    }
    this.#remainder = Uint8Array.from(bytes);
  }

  /** The tar has ended. Refuses one that is cut off. */
  end(): void {
    if (!this.#hasHeader && this.#zeroBlocks === 0) refuseArchive('there is no tar in it');
    const isIncomplete = this.#bytesLeft > 0 || this.#paddingLeft > 0 || this.#remainder.length > 0;
    if (isIncomplete || this.#zeroBlocks < 2) refuseArchive('it is cut off');
  }

  *#header(header: Uint8Array): Generator<TarEvent, void, undefined> {
    if (header.every(byte => byte === 0)) {
      if (this.#hasPending()) refuseArchive('a header stands before nothing');
      this.#zeroBlocks++;
      return;
    }
    if (this.#zeroBlocks > 0) refuseArchive('something follows its end');
    if (!hasValidChecksum(header))
      refuseArchive(this.#hasHeader ? 'a header is damaged' : 'there is no tar in it');
    this.#hasHeader = true;
    const type = String.fromCharCode(header[156] ?? 0);
    const size = readNumberField(header, 124, 12);
    const metadataKind = metadataKinds[type];
    if (metadataKind) this.#beginMetadata(metadataKind, size);
    // GNU's volume label names the archive, not a file.
    else if (type === 'V' && size === 0) this.#pending = {};
    else yield { kind: 'entry', entry: this.#entry(header, type, size) };
  }

  #hasPending(): boolean {
    const { pax, longPath, longTarget } = this.#pending;
    return pax !== undefined || longPath !== undefined || longTarget !== undefined;
  }

  #beginMetadata(kind: MetadataKind, size: number): void {
    if (size > maxMetadataBytes) refuseArchive('a name in it is too long');
    if (size === 0) refuseArchive('a header is empty');
    // A PAX header over a header is read in different ways by different programs.
    const { pax, longPath, longTarget } = this.#pending;
    const hasLongName = longPath !== undefined || longTarget !== undefined;
    const isRepeated =
      (kind === 'long-path' && longPath !== undefined) ||
      (kind === 'long-target' && longTarget !== undefined);
    if (pax || isRepeated || (hasLongName && (kind === 'pax' || kind === 'global-pax')))
      refuseArchive('a header stands before a header');
    this.#metadata = { kind, parts: [] };
    this.#expectBody(size);
  }

  #endMetadata({ kind, parts }: { kind: MetadataKind; parts: readonly Uint8Array[] }): void {
    this.#metadata = undefined;
    const body = Buffer.concat(parts);
    if (kind === 'pax') this.#pending = { pax: parsePaxRecords(body, false) };
    else if (kind === 'global-pax') parsePaxRecords(body, true);
    else if (kind === 'long-path')
      this.#pending = { ...this.#pending, longPath: decodeLongName(body) };
    else this.#pending = { ...this.#pending, longTarget: decodeLongName(body) };
  }

  #entry(header: Uint8Array, type: string, size: number): RawTarEntry {
    const unsupported = unsupportedKinds[type];
    if (unsupported !== undefined) return refuseArchive(`it holds ${unsupported}`);
    const kind = entryKinds[type];
    if (kind === undefined) return refuseArchive('it holds an entry of an unknown kind');
    const { pax = {}, longPath, longTarget } = this.#pending;
    this.#pending = {};
    const path = pax.path ?? longPath ?? readUstarPath(header);
    const recordedBytes = pax.size ?? size;
    const target = pax.linkpath ?? longTarget ?? readTextField(header, 157, 100);
    const isLink = kind === 'link' || kind === 'hard-link';
    // Before there was a type for folders, a `/` at the end of the name said it.
    const isFolder = kind === 'folder' || (kind === 'file' && path.endsWith('/'));
    // Some programs record a size for folders and links, but write no data for them.
    const bytes = isLink || isFolder ? 0 : recordedBytes;
    this.#expectBody(bytes);
    return {
      kind: isFolder ? 'folder' : kind,
      path,
      target: isLink ? target : '',
      bytes,
      mode: readNumberField(header, 100, 8),
    };
  }

  #expectBody(bytes: number): void {
    this.#bytesLeft = bytes;
    this.#paddingLeft = (blockBytes - (bytes % blockBytes)) % blockBytes;
  }
}

/** GNU's long names end with at least one NUL. */
function decodeLongName(body: Uint8Array): string {
  const end = body.indexOf(0);
  if (end !== -1 && body.subarray(end).some(byte => byte !== 0))
    return refuseArchive('a long name is damaged');
  const name = decodeUtf8(end === -1 ? body : body.subarray(0, end));
  return name === '' ? refuseArchive('a name in it is empty') : name;
}

/** Only POSIX' own headers have the field for what stands before a long name. */
function readUstarPath(header: Uint8Array): string {
  const name = readTextField(header, 0, 100);
  const isUstar = Buffer.from(header.subarray(257, 263)).toString('latin1') === 'ustar\0';
  const prefix = isUstar ? readTextField(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}
