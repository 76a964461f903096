import type { Realm } from './coordinates';
import type { Secret } from './secret';
import { cliOption } from '../shared/shell';

/** An AWS profile in a region. */
export interface ProfileConnection {
  readonly kind: 'profile';
  readonly profile: string;
  readonly region: string;
}

/** The default credential chain (environment, web identity, container, instance) in a region. */
export interface DefaultConnection {
  readonly kind: 'default';
  readonly region: string;
}

/** A running sandbox on the loopback interface, with credentials that the sandbox generated. */
export interface SandboxConnection {
  readonly kind: 'sandbox';
  readonly region: string;
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** The sandbox user; absent for its administrator. */
  readonly user?: string;
}

/** The credentials and the region that calls are made with. Each is a root of the explorer. */
export type Connection = ProfileConnection | DefaultConnection | SandboxConnection;

/**
 * The id of a connection: unique, without secrets, and the same in every session. The sandbox keeps
 * its id when it restarts.
 */
export function connectionId(connection: Connection): string {
  switch (connection.kind) {
    case 'profile':
      return `profile:${connection.profile}@${connection.region}`;
    case 'default':
      return `default@${connection.region}`;
    case 'sandbox':
      return 'sandbox';
  }
}

/** The realm of the domains that a connection reaches. */
export function connectionRealm(connection: Connection): Realm {
  return connection.kind === 'sandbox' ? connection.endpoint : 'aws';
}

/** The AWS CLI options that select the profile or the endpoint of a connection. They hold no secret. */
export function awsCliOptions(connection: Connection): string[][] {
  if (connection.kind === 'sandbox') return [cliOption('endpoint-url', connection.endpoint)];
  return connection.kind === 'profile' ? [cliOption('profile', connection.profile)] : [];
}
