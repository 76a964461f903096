const hidden = '[secret]';

// What credentials look like, wherever they turn up. Too much hidden is better than too little.
const shapes: readonly (readonly [shape: RegExp, shown: string])[] = [
  // Tokens of CodeArtifact and of sign-ins: JWEs and JWTs.
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g, hidden],
  [/\b((?:AKIA|ASIA)[A-Z0-9]{2})[A-Z0-9]{10}([A-Z0-9]{4})\b/g, '$1…$2'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${hidden}@`],
  [/(<(password|passphrase|privateKey)>)[^<]*(<\/\2>)/gi, `$1${hidden}$3`],
  [/\b(authorization\s*[:=]\s*)(?:(?:basic|bearer)\s+)?\S+/gi, `$1${hidden}`],
  [
    /((?:password|passwd|pwd|passphrase|secret|secret_access_key|session_token|security-token|auth_?token|apikey|api_key)["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
    `$1${hidden}`,
  ],
];

/** A secret access key: 40 characters of base64, which a hash or a path of that length is not. */
const secretKey = /(?<![\w/+=-])[A-Za-z0-9/+]{40}(?![\w/+=-])/g;

/** Anything this long without a blank is no name: session tokens have hundreds. */
const opaque = /[\w+/=-]{200,}/g;

/**
 * `text` for logs, tickets and the clipboard: whatever looks like a credential is hidden, and so is
 * each of `known` in plain, base64 and URL-encoded form.
 */
export function withoutSecrets(text: string, known: readonly string[] = []): string {
  let shown = text;
  for (const secret of known.filter(it => it.length >= 8))
    for (const form of [secret, btoa(secret), btoa(`aws:${secret}`), encodeURIComponent(secret)])
      shown = shown.replaceAll(form, hidden);
  for (const [shape, replacement] of shapes) shown = shown.replace(shape, replacement);
  return shown.replace(secretKey, it => (isRandom(it) ? hidden : it)).replace(opaque, hidden);
}

function isRandom(text: string): boolean {
  const slashes = text.split('/').length - 1;
  return slashes <= 3 && /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text);
}
