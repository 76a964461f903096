/** What a name alone says about a file or folder. */
type NameVerdict = 'secret' | 'look-inside' | 'harmless';

const secretFolders = new Set(['.aws', '.ssh', '.gnupg', '.kube', '.azure', '.docker']);

const secretFiles = [
  /^\.env(?:\..+)?$/i,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/i,
  /\.(?:p12|pfx|jks|keystore|ppk|kdbx|tfstate|tfvars)$/i,
  /^(?:\.netrc|_netrc|\.git-credentials|\.htpasswd|\.pgpass|\.dockercfg)$/i,
  /^settings-security4?\.xml$/i,
  /^(?:secrets?|credentials)(?:\.(?:ya?ml|json|properties|toml|txt))?$/i,
];

const harmlessFiles = /^\.env\.(?:example|sample|template|dist|defaults)$/i;

const privateKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/;

/** A value that is there, and is not only the name of a variable. */
const valuePattern = String.raw`\s*(?!\$\{)[^\s<"'$]`;

/** Files that hold secrets or not, by their names, and what shows it. */
const contentPatterns: readonly (readonly [name: RegExp, content: RegExp])[] = [
  [/\.(?:pem|key|crt|cer|asc)$/i, privateKey],
  [/settings.*\.xml$/i, new RegExp(`<(?:password|passphrase|privateKey)>${valuePattern}`)],
  [/^\.npmrc$/i, new RegExp(`(?:_authToken|_auth|_password)\\s*=${valuePattern}`)],
  [/^\.yarnrc\.yml$/i, new RegExp(`npmAuth(?:Token|Ident):\\s*["']?${valuePattern}`)],
  [/^\.?(?:pypirc|pip\.(?:conf|ini))$/i, /password\s*[:=]\s*\S|:\/\/[^/\s:@]+:[^/\s@]+@/i],
  [/^nuget\.config$/i, /ClearTextPassword|<add key="Password"/i],
  [
    /^(?:gradle|local|application.*|credentials)\.properties$/i,
    new RegExp(
      `^[^#!\\n]*(?:password|passwd|secret|token|apikey|api\\.key)[^=:\\n]*[=:][ \\t]*(?!\\$\\{)[^\\s$]`,
      'im',
    ),
  ],
  [/^service[-_]?account.*\.json$/i, privateKey],
];

/** How much of a file is looked at; secrets stand in small files. */
export const inspectedBytes = 256 * 1024;

/** Whether a folder, as a whole, is where programs keep credentials. */
export function isSecretFolder(name: string): boolean {
  return secretFolders.has(name.toLowerCase());
}

/** Whether a file is one that holds secrets, or must be looked into (`containsSecret`). */
export function classifyFileName(name: string): NameVerdict {
  if (harmlessFiles.test(name)) return 'harmless';
  if (secretFiles.some(pattern => pattern.test(name))) return 'secret';
  return contentPatterns.some(([pattern]) => pattern.test(name)) ? 'look-inside' : 'harmless';
}

/**
 * Whether the beginning of a file shows a secret. A `.pem` that is not plainly a certificate or a
 * public key counts as one.
 */
export function containsSecret(name: string, text: string): boolean {
  if (/\.pem$/i.test(name) && !/-----BEGIN (?:CERTIFICATE|[A-Z ]*PUBLIC KEY)/.test(text))
    return true;
  return contentPatterns.some(([pattern, content]) => pattern.test(name) && content.test(text));
}
