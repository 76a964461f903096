import { isPropertyName } from './editProperty';
import { refusal } from './openProperties';

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
export function gradleSnippet({ url, property, style }: SnippetInput): string {
  if (!/^https?:\/\/[\w.~:/%+-]+$/.test(url))
    throw refusal('the URL of the repository cannot be written into a script');
  if (!isPropertyName(property)) throw refusal('the name of the property cannot hold a token');
  const [language, file] = style.split('-');
  const maven = language === 'kotlin' ? kotlinMaven(url, property) : groovyMaven(url, property);
  if (file === 'build') return `${block('repositories', maven)}\n`;
  const plugins = block(
    'pluginManagement',
    block('repositories', `${maven}\ngradlePluginPortal()`),
  );
  const dependencies = block('dependencyResolutionManagement', block('repositories', maven));
  // Gradle wants pluginManagement before everything else.
  return `${plugins}\n\n${dependencies}\n`;
}

function groovyMaven(url: string, property: string): string {
  const credentials = [
    `username = 'aws'`,
    `password = providers.gradleProperty('${property}').getOrElse('')`,
  ].join('\n');
  const plain = isPlain(url) ? ['allowInsecureProtocol = true'] : [];
  return block(
    'maven',
    [`url = uri('${url}')`, ...plain, block('credentials', credentials)].join('\n'),
  );
}

function kotlinMaven(url: string, property: string): string {
  const credentials = [
    `username = "aws"`,
    `password = providers.gradleProperty("${property}").getOrElse("")`,
  ].join('\n');
  const plain = isPlain(url) ? ['isAllowInsecureProtocol = true'] : [];
  return block(
    'maven',
    [`url = uri("${url}")`, ...plain, block('credentials', credentials)].join('\n'),
  );
}

/** Gradle refuses http, the sandbox's on loopback too, unless it is told. */
function isPlain(url: string): boolean {
  return url.startsWith('http:');
}

function block(name: string, body: string): string {
  return `${name} {\n${body.replace(/^(?=.)/gm, '    ')}\n}`;
}
