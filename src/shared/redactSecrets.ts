const redacted = '[secret]';

// The patterns match too much rather than too little.
const credentialPatterns: readonly (readonly [shape: RegExp, shown: string])[] = [
  // JWEs and JWTs: tokens of CodeArtifact and of sign-ins.
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g, redacted],
  [/\b((?:AKIA|ASIA)[A-Z0-9]{2})[A-Z0-9]{10}([A-Z0-9]{4})\b/g, '$1…$2'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${redacted}@`],
  [/(<(password|passphrase|privateKey)>)[^<]*(<\/\2>)/gi, `$1${redacted}$3`],
  [/\b(authorization\s*[:=]\s*)(?:(?:basic|bearer)\s+)?\S+/gi, `$1${redacted}`],
  [
    /((?:password|passwd|pwd|passphrase|secret|secret_access_key|session_token|security-token|auth_?token|apikey|api_key)["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
    `$1${redacted}`,
  ],
];

/** A secret access key has 40 characters of base64. `looksRandom` excludes hashes and paths. */
const secretKey = /(?<![\w/+=-])[A-Za-z0-9/+]{40}(?![\w/+=-])/g;

/** Session tokens have hundreds of characters; no name is this long. */
const longOpaqueText = /[\w+/=-]{200,}/g;

/**
 * Replaces everything in `text` that looks like a credential, and all `knownSecrets` in plain, base64
 * and URL-encoded form. Known secrets of fewer than 8 characters are not replaced.
 */
export function redactSecrets(text: string, knownSecrets: readonly string[] = []): string {
  let shown = text;
  for (const secret of knownSecrets.filter(({ length }) => length >= 8))
    for (const form of [secret, btoa(secret), btoa(`aws:${secret}`), encodeURIComponent(secret)])
      shown = shown.replaceAll(form, redacted);
  for (const [shape, replacement] of credentialPatterns) shown = shown.replace(shape, replacement);
  return shown
    .replace(secretKey, it => (looksRandom(it) ? redacted : it))
    .replace(longOpaqueText, redacted);
}

function looksRandom(text: string): boolean {
  const slashes = text.split('/').length - 1;
  return slashes <= 3 && /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text);
}
