import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What a token says, for its issuer alone to read. */
export interface Grant {
  readonly domain: string;
  readonly owner: string;
  readonly user: string;
  /** Epoch seconds. */
  readonly expires: number;
}

/**
 * Authorization tokens in the form of the service's own: a JWE whose clear header carries `isu` and
 * `exp` (epoch seconds). The content is encrypted with a key that is wrapped with `key`, so tokens
 * live over restarts without being kept.
 */
export class Tokens {
  readonly #key: Buffer;

  /** `key` is 16 bytes. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** A token for `grant`. */
  issue(grant: Grant, issued: number): string {
    const contentKey = randomBytes(16);
    const wrapped = seal(this.#key, contentKey, Buffer.alloc(0));
    const header = encode(
      Buffer.from(
        JSON.stringify({
          ver: 1,
          isu: issued,
          enc: 'A128GCM',
          tag: encode(wrapped.tag),
          exp: grant.expires,
          alg: 'A128GCMKW',
          iv: encode(wrapped.iv),
        }),
      ),
    );
    const content = seal(contentKey, Buffer.from(JSON.stringify(grant)), Buffer.from(header));
    return [header, wrapped.bytes, content.iv, content.bytes, content.tag]
      .map(part => (typeof part === 'string' ? part : encode(part)))
      .join('.');
  }

  /** What a token of ours grants, expired or not; `undefined` for anything else. */
  read(token: string): Grant | undefined {
    const [header = '', ...rest] = token.split('.');
    const [wrappedKey, iv, bytes, tag] = rest.map(part => Buffer.from(part, 'base64url'));
    if (!wrappedKey || !iv || !bytes || !tag || rest.length !== 4) return undefined;
    try {
      const clear = JSON.parse(Buffer.from(header, 'base64url').toString()) as {
        readonly tag: string;
        readonly iv: string;
      };
      const wrapped = {
        bytes: wrappedKey,
        iv: Buffer.from(clear.iv, 'base64url'),
        tag: Buffer.from(clear.tag, 'base64url'),
      };
      const contentKey = unseal(this.#key, wrapped, Buffer.alloc(0));
      return JSON.parse(
        unseal(contentKey, { bytes, iv, tag }, Buffer.from(header)).toString(),
      ) as Grant;
    } catch {
      return undefined;
    }
  }
}

interface Sealed {
  readonly bytes: Buffer;
  readonly iv: Buffer;
  readonly tag: Buffer;
}

function seal(key: Buffer, bytes: Buffer, bound: Buffer): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-128-gcm', key, iv).setAAD(bound);
  return {
    iv,
    bytes: Buffer.concat([cipher.update(bytes), cipher.final()]),
    tag: cipher.getAuthTag(),
  };
}

function unseal(key: Buffer, { bytes, iv, tag }: Sealed, bound: Buffer): Buffer {
  const decipher = createDecipheriv('aes-128-gcm', key, iv, { authTagLength: 16 });
  decipher.setAAD(bound).setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}
