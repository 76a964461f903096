import type { SharedConfig } from './sharedConfig';

/** Access keys of a profile, and the file that sets them. */
export interface StaticKeys {
  readonly file: 'credentials' | 'config';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The access keys of a profile, or undefined if it has none. As in the AWS CLI, keys of the
 * credentials file take precedence, and the session token comes from the same file as the key.
 */
export function staticKeys(name: string, shared: SharedConfig): StaticKeys | undefined {
  const files = [
    { file: 'credentials', section: shared.credentialsFile.get(name) },
    { file: 'config', section: shared.configFile.get(name) },
  ] as const;
  const found = files.find(({ section }) => section?.['aws_access_key_id'] !== undefined);
  if (!found) return undefined;
  const { file, section = {} } = found;
  const merged = shared.profiles.get(name) ?? {};
  const accessKeyId = withoutComment(section['aws_access_key_id']);
  const secretAccessKey = withoutComment(
    section['aws_secret_access_key'] ?? merged['aws_secret_access_key'],
  );
  if (!accessKeyId || !secretAccessKey) return undefined;
  const sessionToken = withoutComment(
    section['aws_security_token'] ?? section['aws_session_token'],
  );
  return { file, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** Keys and tokens contain no spaces, so what follows ` #` or ` ;` is a comment. */
function withoutComment(value: string | undefined): string | undefined {
  return value?.replace(/\s+[#;].*$/s, '');
}
