/** A URL that a script names. Lines count from 1. */
export interface ScriptUrl {
  readonly url: string;
  readonly line: number;
}

/** A Gradle property that a script asks for by name. */
export interface ScriptProperty {
  readonly name: string;
  readonly line: number;
}

/** What a Gradle script says that matters to us, in its order. */
export interface GradleScriptView {
  /** All string literals that are http or https URLs, constants of the file put in. */
  readonly urls: readonly ScriptUrl[];
  /** `gradleProperty("…")`, `findProperty("…")`, `property("…")`. */
  readonly properties: readonly ScriptProperty[];
}

/** The language of a script; `kotlin` for `*.kts`. */
export type ScriptLanguage = 'groovy' | 'kotlin';

/**
 * Reads build.gradle, settings.gradle, init scripts and their Kotlin forms: no parser, only comments,
 * strings and words, in one pass. Never throws; what a person half typed gives what can be seen.
 */
export function readGradleScript(text: string, language: ScriptLanguage): GradleScriptView {
  throw new Error(`not yet: ${text.length} ${language}`);
}
