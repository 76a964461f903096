import { createHash } from 'node:crypto';
import { child, type XmlElement } from '../xml/element';
import type { XmlSource } from '../xml/source';
import { placeAfter } from './layout';

/** SHA-256 of a text or of bytes, in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 of an element as it is written, leaving passwords out: they are renewed. */
export function elementHash({ text }: XmlSource, element: XmlElement): string {
  if (element.name === 'password') return sha256('<password></password>');
  const password = child(element, 'password');
  if (!password) return sha256(text.slice(element.start, element.end));
  const before = text.slice(element.start, password.contentStart);
  return sha256(before + text.slice(password.contentEnd, element.end));
}

/** What `elementHash` was of a server before its password was taken out from behind the user name. */
export function clearedHash({ text }: XmlSource, server: XmlElement): string | undefined {
  const username = child(server, 'username');
  if (!username || child(server, 'password')) return undefined;
  const { before } = placeAfter(text, username);
  const head = text.slice(server.start, username.end);
  return sha256(`${head}${before}<password></password>${text.slice(username.end, server.end)}`);
}

/** What `elementHash` will be of an element written as `body`. */
export function draftHash(body: string): string {
  return sha256(body.replace(/<password>[^<]*<\/password>/, '<password></password>'));
}
