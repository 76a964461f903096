import { sha256 } from '../../shared/sha256';
import { findChild, type XmlElement } from '../xml/xmlElement';
import type { XmlSource } from '../xml/xmlSource';
import { findInsertionPointAfter } from './insertionPoint';

/** SHA-256 of the source of an element without its password, which changes with each renewal. */
export function hashElement({ text }: XmlSource, element: XmlElement): string {
  if (element.name === 'password') return sha256('<password></password>');
  const password = findChild(element, 'password');
  if (!password) return sha256(text.slice(element.start, element.end));
  const before = text.slice(element.start, password.contentStart);
  return sha256(before + text.slice(password.contentEnd, element.end));
}

/** What `hashElement` returned for a server before the password after its user name was removed. */
export function hashWithEmptyPassword({ text }: XmlSource, server: XmlElement): string | undefined {
  const username = findChild(server, 'username');
  if (!username || findChild(server, 'password')) return undefined;
  const { before } = findInsertionPointAfter(text, username);
  const head = text.slice(server.start, username.end);
  return sha256(`${head}${before}<password></password>${text.slice(username.end, server.end)}`);
}

/** What `hashElement` will return for an element that is inserted as `body`. */
export function hashNewElement(body: string): string {
  return sha256(body.replace(/<password>[^<]*<\/password>/, '<password></password>'));
}
