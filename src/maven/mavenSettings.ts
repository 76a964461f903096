import type { Secret } from '../core/secret';

/**
 * What a `<password>` holds. `variable` is text with an expression of Maven's in it
 * (`${env.CODEARTIFACT_AUTH_TOKEN}`): `name` is the first one, without `${` and `}`. `encrypted` is
 * Maven 3's `{…=}` or Maven 4's `{[name=…]…}`.
 */
export type PasswordState =
  | { readonly kind: 'none' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'literal'; readonly value: Secret }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'encrypted' };

/** A `<server>`. Values are trimmed, as Maven trims them; lines count from 1. */
export interface ServerEntry {
  /** `default` where there is none, as in Maven; may be empty. */
  readonly id: string;
  readonly username?: string;
  readonly password: PasswordState;
  /** Whether it signs in with `<privateKey>`. */
  readonly hasPrivateKey: boolean;
  /** Maven 4's other names for it. */
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
export interface ProfileEntry {
  readonly id: string;
  readonly activeByDefault: boolean;
  readonly repositories: readonly RepositoryEntry[];
  readonly pluginRepositories: readonly RepositoryEntry[];
  readonly line: number;
}

/**
 * Something odd that does not stop us:
 * `duplicate-server`: several servers have this id · `server-without-id` · `astral-in-comment`:
 * Maven 3.8 cannot read a file with such a character in a comment · `invalid-bytes`: bytes that the
 * declared encoding does not know · `template`: a template language's marks, so a generator may
 * overwrite the file · `unknown-element`: Maven warns about it.
 */
export type SettingsWarningCode =
  | 'duplicate-server'
  | 'server-without-id'
  | 'astral-in-comment'
  | 'invalid-bytes'
  | 'template'
  | 'unknown-element';

/** A warning, about which id or element, and where. */
export interface SettingsWarning {
  readonly code: SettingsWarningCode;
  readonly subject: string;
  readonly line: number;
}

/** What a settings.xml says, in the order of the file. */
export interface MavenSettings {
  readonly servers: readonly ServerEntry[];
  readonly mirrors: readonly MirrorEntry[];
  readonly profiles: readonly ProfileEntry[];
  readonly activeProfiles: readonly string[];
  readonly localRepository?: string;
  readonly offline: boolean;
  /** The encoding's name as declared or found, lower case: `utf-8`, `utf-16le`, `gbk`. */
  readonly encoding: string;
  readonly warnings: readonly SettingsWarning[];
}
