import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** The encrypted content of a token. */
export interface TokenPayload {
  readonly domain: string;
  readonly owner: string;
  readonly user: string;
  /** Epoch seconds. */
  readonly expires: number;
}

/**
 * Issues and reads authorization tokens. Like those of CodeArtifact, they are JWEs whose clear header
 * has `isu` and `exp` in epoch seconds. The content key is encrypted with the issuer's key, so tokens
 * stay valid across restarts and need not be stored.
 */
export class TokenIssuer {
  readonly #key: Buffer;

  /** `key` must have 16 bytes. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Creates a token with `payload`; `issued` is in epoch seconds. */
  issue(payload: TokenPayload, issued: number): string {
    const contentKey = randomBytes(16);
    const wrapped = encrypt(this.#key, contentKey, Buffer.alloc(0));
    const header = toBase64Url(
      Buffer.from(
        JSON.stringify({
          ver: 1,
          isu: issued,
          enc: 'A128GCM',
          tag: toBase64Url(wrapped.tag),
          exp: payload.expires,
          alg: 'A128GCMKW',
          iv: toBase64Url(wrapped.iv),
        }),
      ),
    );
    const content = encrypt(contentKey, Buffer.from(JSON.stringify(payload)), Buffer.from(header));
    return [header, wrapped.bytes, content.iv, content.bytes, content.tag]
      .map(part => (typeof part === 'string' ? part : toBase64Url(part)))
      .join('.');
  }

  /** The payload of a token of this issuer, expired or not; `undefined` for any other text. */
  decode(token: string): TokenPayload | undefined {
    const [header = '', ...rest] = token.split('.');
    const [wrappedKey, iv, bytes, tag] = rest.map(part => Buffer.from(part, 'base64url'));
    if (!wrappedKey || !iv || !bytes || !tag || rest.length !== 4) return undefined;
    try {
      const parsedHeader = JSON.parse(Buffer.from(header, 'base64url').toString()) as {
        readonly tag: string;
        readonly iv: string;
      };
      const wrapped = {
        bytes: wrappedKey,
        iv: Buffer.from(parsedHeader.iv, 'base64url'),
        tag: Buffer.from(parsedHeader.tag, 'base64url'),
      };
      const contentKey = decrypt(this.#key, wrapped, Buffer.alloc(0));
      return JSON.parse(
        decrypt(contentKey, { bytes, iv, tag }, Buffer.from(header)).toString(),
      ) as TokenPayload;
    } catch {
      return undefined;
    }
  }
}

interface EncryptedBytes {
  readonly bytes: Buffer;
  readonly iv: Buffer;
  readonly tag: Buffer;
}

function encrypt(key: Buffer, bytes: Buffer, additionalData: Buffer): EncryptedBytes {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-128-gcm', key, iv).setAAD(additionalData);
  return {
    iv,
    bytes: Buffer.concat([cipher.update(bytes), cipher.final()]),
    tag: cipher.getAuthTag(),
  };
}

function decrypt(key: Buffer, { bytes, iv, tag }: EncryptedBytes, additionalData: Buffer): Buffer {
  const decipher = createDecipheriv('aes-128-gcm', key, iv, { authTagLength: 16 });
  decipher.setAAD(additionalData).setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

function toBase64Url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
