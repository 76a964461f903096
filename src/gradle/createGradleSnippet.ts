import { isPropertyName } from './setProperty';
import { createPropertiesFailure } from './parseGradleProperties';

/** The script that a snippet is for. `settings` covers plugins and dependencies, `build` only dependencies. */
export type GradleSnippetStyle =
  'groovy-build' | 'groovy-settings' | 'kotlin-build' | 'kotlin-settings';

/** The values that a snippet contains. */
export interface GradleSnippetInput {
  readonly url: string;
  /** The Gradle property that holds the token. */
  readonly property: string;
  readonly style: GradleSnippetStyle;
}

/**
 * Creates script lines that let Gradle (7.4 and later) use a repository with the token in `property`.
 *
 * The lines stay valid when the token changes. The daemon reads gradle.properties again for each
 * build, but it does not see an environment variable that was set after the IDE started.
 * `providers.gradleProperty` makes the value an input of the configuration cache: with a new token
 * Gradle configures the build again instead of reusing the old token from the cache, and with the
 * same token it uses the cache. A token fetched in the script itself (`"aws …".execute()`,
 * `ValueSource`) would be requested in every build. The snippet uses `getOrElse('')` instead of
 * `get()`, so that a missing token makes a download fail with 401, and not every task.
 *
 * Throws `settings-refused` for a URL or name that cannot be written into a script safely.
 */
export function createGradleSnippet({ url, property, style }: GradleSnippetInput): string {
  if (!/^https?:\/\/[\w.~:/%+-]+$/.test(url))
    throw createPropertiesFailure('the URL of the repository cannot be written into a script');
  if (!isPropertyName(property))
    throw createPropertiesFailure('the name of the property cannot hold a token');
  const [language, file] = style.split('-');
  const maven =
    language === 'kotlin' ? createKotlinMaven(url, property) : createGroovyMaven(url, property);
  if (file === 'build') return `${createBlock('repositories', maven)}\n`;
  const plugins = createBlock(
    'pluginManagement',
    createBlock('repositories', `${maven}\ngradlePluginPortal()`),
  );
  const dependencies = createBlock(
    'dependencyResolutionManagement',
    createBlock('repositories', maven),
  );
  // Gradle requires pluginManagement to be the first block of a settings script.
  return `${plugins}\n\n${dependencies}\n`;
}

function createGroovyMaven(url: string, property: string): string {
  const credentials = [
    `username = 'aws'`,
    `password = providers.gradleProperty('${property}').getOrElse('')`,
  ].join('\n');
  const insecureLine = isPlainHttp(url) ? ['allowInsecureProtocol = true'] : [];
  return createBlock(
    'maven',
    [`url = uri('${url}')`, ...insecureLine, createBlock('credentials', credentials)].join('\n'),
  );
}

function createKotlinMaven(url: string, property: string): string {
  const credentials = [
    `username = "aws"`,
    `password = providers.gradleProperty("${property}").getOrElse("")`,
  ].join('\n');
  const insecureLine = isPlainHttp(url) ? ['isAllowInsecureProtocol = true'] : [];
  return createBlock(
    'maven',
    [`url = uri("${url}")`, ...insecureLine, createBlock('credentials', credentials)].join('\n'),
  );
}

/** Gradle refuses plain HTTP, also on loopback as the sandbox uses it, unless the script allows it. */
function isPlainHttp(url: string): boolean {
  return url.startsWith('http:');
}

function createBlock(name: string, body: string): string {
  return `${name} {\n${body.replace(/^(?=.)/gm, '    ')}\n}`;
}
