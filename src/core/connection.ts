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

/** A running sandbox on loopback, with the credentials that it made for itself. */
export interface SandboxConnection {
  readonly kind: 'sandbox';
  readonly region: string;
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** As whom; its administrator when absent. */
  readonly user?: string;
}

/** Who asks, and where: the root of everything that the explorer shows. */
export type Connection = ProfileConnection | DefaultConnection | SandboxConnection;

/** Stable and unique among connections; safe to show and to keep. A sandbox keeps its id over restarts. */
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

/** The realm that a connection's domains belong to. */
export function connectionRealm(connection: Connection): Realm {
  return connection.kind === 'sandbox' ? connection.endpoint : 'aws';
}

/** Options that tell the AWS CLI whom to ask. Never a secret: a profile is named, a sandbox is not signed in. */
export function awsCliOptions(connection: Connection): string[][] {
  if (connection.kind === 'sandbox') return [cliOption('endpoint-url', connection.endpoint)];
  return connection.kind === 'profile' ? [cliOption('profile', connection.profile)] : [];
}
