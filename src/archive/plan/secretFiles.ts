import { decodeText } from './decodeText';
import {
  findAssignedSecret,
  findPrivateKey,
  findXmlSecret,
  type SecretFinding,
} from './literalSecrets';
import {
  harmlessFileNames,
  inspectedFileNames,
  secretFileNames,
  secretFolderNames,
  type ContentFormat,
  type SecretNames,
} from './secretNames';

/** What a name alone says about a file. */
export type NameVerdict = 'secret' | 'harmless' | ContentFormat;

/** How much of a file is inspected for its name, in bytes. */
export const inspectedBytes = 4 * 1024 * 1024;

const secretFolders = new Set(secretFolderNames);
const isSecretName = createNameMatcher(secretFileNames);
const isHarmlessName = createNameMatcher(harmlessFileNames);
const contentFormats = (Object.keys(inspectedFileNames) as ContentFormat[]).map(
  format => [format, createNameMatcher(inspectedFileNames[format])] as const,
);

/** Whether programs keep credentials in a folder of this name. */
export function isSecretFolder(name: string): boolean {
  return secretFolders.has(name.toLowerCase());
}

/**
 * Whether a file is secret by its name, or which format of its content decides (`findSecret`). `folder`
 * is the name of the folder that contains it. The copy that an editor or a person made of a file
 * (`.npmrc.bak`, `id_rsa~`) is judged as the file itself.
 */
export function classifyFileName(name: string, folder = ''): NameVerdict {
  const lower = name.toLowerCase();
  const original = withoutBackupSuffix(lower);
  const parent = folder.toLowerCase();
  if (isHarmlessName(lower, parent) || isHarmlessName(original, parent)) return 'harmless';
  if (isSecretName(lower, parent) || isSecretName(original, parent)) return 'secret';
  return contentFormats.find(([, matches]) => matches(original, parent))?.[0] ?? 'harmless';
}

/** Finds a secret in the content of a file whose name is classified as `format`. */
export function findSecret(format: ContentFormat, bytes: Uint8Array): SecretFinding | undefined {
  const text = decodeText(bytes) ?? Buffer.from(bytes).toString('latin1');
  const key = findPrivateKey(text, false);
  if (key) return key;
  switch (format) {
    case 'private-key':
      return undefined;
    case 'pem':
      // Certificates, requests, parameters and public keys have a header of their own.
      return /-----BEGIN /.test(text) ? undefined : { rule: 'private key', line: 1 };
    case 'xml':
      return findXmlSecret(bytes, text);
    case 'assignments':
      return findAssignedSecret(text);
  }
}

function createNameMatcher({ names, extensions, patterns }: SecretNames) {
  const known = new Set(names);
  return (name: string, folder: string): boolean =>
    known.has(name) ||
    known.has(`${folder}/${name}`) ||
    extensions.some(extension => name.endsWith(extension) && name.length > extension.length) ||
    patterns.some(pattern => pattern.test(name));
}

const backupSuffix =
  /(?:~|\.(?:bak|bkp|backup|old|orig|original|save|saved|copy|tmp|swp|swo|disabled|prev|rej|[0-9]{6,14}))$/;

function withoutBackupSuffix(name: string): string {
  let at = name;
  for (let next = at.replace(backupSuffix, ''); next !== at && next !== '';) {
    at = next;
    next = at.replace(backupSuffix, '');
  }
  if (at === name) return name;
  // Vim puts a dot before the name of its swap file.
  return /\.sw[op]$/.test(name) ? at.replace(/^\./, '') : at;
}
