import type { ProfileProperties } from './activation';
import type { Secret } from '../core/secret';

/**
 * The content of a `<password>`. `variable` is text with an expression (`${env.CODEARTIFACT_AUTH_TOKEN}`);
 * `name` is the name in its first expression. `encrypted` is `{…=}` of Maven 3 or `{[name=…]…}` of
 * Maven 4.
 */
export type PasswordState =
  | { readonly kind: 'none' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'literal'; readonly value: Secret }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'encrypted' };

/** A `<server>`. Values are trimmed as in Maven; lines count from 1. */
export interface ServerEntry {
  /** `default` if there is no `<id>`, as in Maven; may be empty. */
  readonly id: string;
  readonly username?: string;
  readonly password: PasswordState;
  /** Whether it has a `<privateKey>`. */
  readonly hasPrivateKey: boolean;
  /** Other ids for the server (Maven 4). */
  readonly aliases: readonly string[];
  readonly line: number;
}

/** A `<mirror>`. */
export interface MirrorEntry {
  readonly id: string;
  readonly url: string;
  readonly mirrorOf: string;
  readonly blocked: boolean;
  readonly line: number;
}

/** A `<repository>` or `<pluginRepository>` of a profile. */
export interface RepositoryEntry {
  readonly id: string;
  readonly url: string;
  readonly line: number;
}

/** A `<profile>`. */
export interface ProfileEntry extends ProfileProperties {
  readonly repositories: readonly RepositoryEntry[];
  readonly pluginRepositories: readonly RepositoryEntry[];
  readonly line: number;
}

/**
 * An oddity that does not prevent reading or editing:
 * `duplicate-server`: several servers have this id · `server-without-id` · `astral-in-comment`: a
 * comment has a character beyond U+FFFF, which Maven 3.8 cannot read · `invalid-bytes`: bytes that are
 * not valid in the declared encoding · `template`: markers of a template language, so a generator may
 * overwrite the file · `unknown-element`: Maven warns about it.
 */
export type SettingsWarningCode =
  | 'duplicate-server'
  | 'server-without-id'
  | 'astral-in-comment'
  | 'invalid-bytes'
  | 'template'
  | 'unknown-element';

/** A warning about the id or element `subject`; `line` counts from 1. */
export interface SettingsWarning {
  readonly code: SettingsWarningCode;
  readonly subject: string;
  readonly line: number;
}

/** The content of a settings.xml, in the order of the file. */
export interface MavenSettings {
  readonly servers: readonly ServerEntry[];
  readonly mirrors: readonly MirrorEntry[];
  /** `<repositories>` and `<pluginRepositories>` of the root (Maven 4), which are always active. */
  readonly repositories: readonly RepositoryEntry[];
  readonly pluginRepositories: readonly RepositoryEntry[];
  readonly profiles: readonly ProfileEntry[];
  readonly activeProfiles: readonly string[];
  readonly localRepository?: string;
  readonly offline: boolean;
  /** The name of the encoding, declared or detected, in lower case: `utf-8`, `utf-16le`, `gbk`. */
  readonly encoding: string;
  readonly warnings: readonly SettingsWarning[];
}
