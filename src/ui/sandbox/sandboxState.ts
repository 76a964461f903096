import type { SandboxConnection } from '../../core/connection';
import { Secret } from '../../core/secret';
import { isJsonObject } from '../../shared/json';

/** The state that a sandbox prints when it is ready, and keeps in `sandbox.json` while it runs. */
export interface SandboxState {
  readonly pid: number;
  /** The connection as the sandbox's administrator. */
  readonly connection: SandboxConnection;
  /** The connections as the sandbox's users, by name. */
  readonly users: ReadonlyMap<string, SandboxConnection>;
}

/**
 * Reads a sandbox's state from JSON. Returns undefined if it is not the state of a sandbox on
 * loopback.
 */
export function parseSandboxState(json: string): SandboxState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const { endpoint, region, account, accessKeyId, secretAccessKey, pid, users } = value;
  if (typeof endpoint !== 'string' || !/^http:\/\/127\.0\.0\.1:[0-9]{1,5}$/.test(endpoint))
    return undefined;
  if (
    typeof region !== 'string' ||
    typeof account !== 'string' ||
    typeof accessKeyId !== 'string' ||
    typeof secretAccessKey !== 'string'
  )
    return undefined;
  const connection: SandboxConnection = {
    kind: 'sandbox',
    endpoint,
    region,
    account,
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
  };
  return {
    pid: typeof pid === 'number' ? pid : 0,
    connection,
    users: new Map((Array.isArray(users) ? users : []).flatMap(it => parseUser(connection, it))),
  };
}

function parseUser(connection: SandboxConnection, value: unknown): [string, SandboxConnection][] {
  if (!isJsonObject(value)) return [];
  const { user, accessKeyId, secretAccessKey } = value;
  if (typeof user !== 'string' || typeof accessKeyId !== 'string') return [];
  if (typeof secretAccessKey !== 'string') return [];
  const credentials = { accessKeyId, secretAccessKey: new Secret(secretAccessKey) };
  return [[user, { ...connection, ...credentials, user }]];
}
