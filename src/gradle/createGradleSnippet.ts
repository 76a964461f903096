import { isPropertyName } from './setProperty';
import { createPropertiesFailure } from './parseGradleProperties';

/** The file a snippet is for. `settings` covers plugins and dependencies, `build` dependencies. */
export type GradleSnippetStyle =
  'groovy-build' | 'groovy-settings' | 'kotlin-build' | 'kotlin-settings';

/** What a snippet names. */
export interface GradleSnippetInput {
  readonly url: string;
  /** The Gradle property that holds the token. */
  readonly property: string;
  readonly style: GradleSnippetStyle;
}

/**
 * Script lines that let Gradle (7.4 and later) use a repository with the token in `property`.
 *
 * They outlive the token. The daemon reads gradle.properties anew for each build, which it does not
 * do for a variable that the IDE was started without. `providers.gradleProperty` makes the value an
 * input of the configuration cache: with a new token Gradle configures again, instead of replaying
 * the old one out of the cache; with the same token the cache is used. A token fetched in the script
 * itself (`"aws …".execute()`, `ValueSource`) would be asked for in every build.
 * `getOrElse('')` and not `get()`: without a token only a download fails, with 401, not every task.
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
  // Gradle wants pluginManagement before everything else.
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

/** Gradle refuses http, the sandbox's on loopback too, unless it is told. */
function isPlainHttp(url: string): boolean {
  return url.startsWith('http:');
}

function createBlock(name: string, body: string): string {
  return `${name} {\n${body.replace(/^(?=.)/gm, '    ')}\n}`;
}
