/** The file a snippet is for. `settings` covers plugins and dependencies, `build` dependencies. */
export type SnippetStyle = 'groovy-build' | 'groovy-settings' | 'kotlin-build' | 'kotlin-settings';

/** What a snippet names. */
export interface SnippetInput {
  readonly url: string;
  /** The Gradle property that holds the token. */
  readonly property: string;
  readonly style: SnippetStyle;
}

/**
 * Script lines that let Gradle use a repository with the token in `property`. Throws
 * `settings-refused` for a URL or name that cannot be written into a script safely.
 */
export function gradleSnippet(input: SnippetInput): string {
  throw new Error(`not yet: ${input.style}`);
}
