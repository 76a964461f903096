const redacted = '[secret]';

// What credentials look like, wherever they turn up. Too much hidden is better than too little.
const credentialPatterns: readonly (readonly [shape: RegExp, shown: string])[] = [
  // Tokens of CodeArtifact and of sign-ins: JWEs and JWTs.
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

/** A secret access key: 40 characters of base64, which a hash or a path of that length is not. */
const secretKey = /(?<![\w/+=-])[A-Za-z0-9/+]{40}(?![\w/+=-])/g;

/** Anything this long without a blank is no name: session tokens have hundreds. */
const longOpaqueText = /[\w+/=-]{200,}/g;

/**
 * `text` for logs, tickets and the clipboard: whatever looks like a credential is hidden, and so is
 * each of `known` in plain, base64 and URL-encoded form.
 */
export function redactSecrets(text: string, knownSecrets: readonly string[] = []): string {
  let shown = text;
  for (const secret of knownSecrets.filter(it => it.length >= 8))
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
