/** A secret and every form in which it could lie somewhere. */
export interface Needle {
  /** What it is, for a message that must not repeat it. */
  readonly name: string;
  readonly forms: readonly (readonly [form: string, bytes: Buffer])[];
}

/** `secret` plain, in base64 at each of the three alignments, in URLs, XML, JSON, hex and UTF-16. */
export function needle(name: string, secret: string): Needle {
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const forms: [string, string][] = [
    ['plain', secret],
    ['URL', encodeURIComponent(secret)],
    ['XML', xml],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['hex', Buffer.from(secret).toString('hex')],
    ...[0, 1, 2].flatMap((shift): [string, string][] => [
      ['base64', base64(secret, shift, 'base64')],
      ['base64url', base64(secret, shift, 'base64url')],
    ]),
  ];
  return {
    name,
    forms: [
      ...forms.map(([form, text]) => [form, Buffer.from(text)] as const),
      ['UTF-16', Buffer.from(secret, 'utf16le')],
    ],
  };
}

/** The characters that do not depend on what stands before and after the secret. */
function base64(secret: string, shift: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.from('x'.repeat(shift) + secret).toString(encoding);
  return text.replace(/=+$/, '').slice(shift === 0 ? 0 : 4, -4);
}

/** The forms of `needles` that are in `bytes`. */
export function found(bytes: Buffer, needles: readonly Needle[]): string[] {
  return needles.flatMap(({ name, forms }) =>
    forms.filter(([, form]) => bytes.includes(form)).map(([form]) => `${name} (${form})`),
  );
}
