import { patterns } from '../core/coordinates';
import { repositoryHostPatterns } from '../core/endpoint';
import { tokenUsername } from '../core/token';

/** The file name of the init script in the folder `init.d` of the Gradle user home. */
export const initScriptName = 'codeartifact.init.gradle';

/**
 * Creates the init script that gives every Maven repository of CodeArtifact the token of its domain,
 * in all builds of the Gradle user home: repositories of projects, of buildscript blocks, of the
 * settings (`pluginManagement`, `dependencyResolutionManagement`) and of `publishing`.
 *
 * The script contains no token. It reads the file that `tokenFileName` names in its own folder, and
 * changes nothing if there is none. It keeps credentials of the build that may work: a password that
 * is at least 64 characters long and is not an expired token. It runs on Gradle 4.4 and later, prints
 * nothing, and swallows its own errors. With the configuration cache, Gradle 8.1 and later configure
 * the build again when the token file changes.
 */
export function createInitScript(): string {
  return script
    .replace('@domainAndOwner@', () => quote(domainAndOwner))
    .replace('@standardHost@', () => quote(repositoryHostPatterns.standard))
    .replace('@dualStackHost@', () => quote(repositoryHostPatterns.dualStack))
    .replace('@vpcHost@', () => quote(repositoryHostPatterns.vpc))
    .replaceAll('@username@', () => quote(tokenUsername));
}

const domainAndOwner = `${patterns.domain.source.replace(/\$$/, '')}-[0-9]{12}$`;

/** A Groovy string literal without interpolation. */
function quote(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

const script = `// Written by the VS Code extension "CodeArtifact for Java". "Sign Out" removes it.
//
// Gives Maven repositories of AWS CodeArtifact the user name and the token of their domain if the
// build itself has no credentials for them that can work. The tokens are in the files
// codeartifact.*.token in this folder. Without such a file, the script changes nothing.

import org.gradle.api.artifacts.repositories.MavenArtifactRepository
import org.gradle.authentication.http.BasicAuthentication
import org.gradle.util.GradleVersion

def quietly = { action ->
    try {
        action()
    } catch (Exception ignored) {
        // The build then fails or works as it does without this script.
    }
}

def isBlank = { text -> text == null || text.trim().isEmpty() || text == 'null' }

// The name of the token file for the repository at this URL, or null if it is not CodeArtifact's.
def tokenFileName = { url ->
    if (url?.host == null || url.rawUserInfo != null) return null
    def scheme = url.scheme.toLowerCase(Locale.ROOT)
    def host = url.host.toLowerCase(Locale.ROOT)
    def port = url.port == (scheme == 'https' ? 443 : 80) ? -1 : url.port
    def parts = (url.path ?: '').split('/').findAll { part -> part != '' }
    if (parts.size() < 2 || parts[0] != 'maven') return null
    def domain = parts.size() >= 4 && parts[1] == 'd' ? parts[2] : null
    def endpoint = URLEncoder.encode(scheme + '://' + host + (port == -1 ? '' : ':' + port), 'UTF-8')
    if (scheme == 'https' && port == -1) {
        def standard = host =~ @standardHost@
        def dualStack = host =~ @dualStackHost@
        def vpc = host =~ @vpcHost@
        def named = standard.find() ? standard : dualStack.find() ? dualStack : null
        if (named != null) domain = named.group(1)
        if (named != null || vpc.find()) endpoint = named == null ? vpc.group(1) : named.group(2)
    }
    return domain ==~ @domainAndOwner@ ? 'codeartifact.' + domain + '.' + endpoint + '.token' : null
}

def readToken = { url ->
    def name = tokenFileName(url)
    def file = name == null ? null : new File(new File(gradle.gradleUserHomeDir, 'init.d'), name)
    return file?.isFile() ? file.getText('US-ASCII').trim() : ''
}

// Whether a password of the build can be a token that is still valid. Tokens are long, and their
// first part tells when they expire.
def mayWork = { password ->
    if (isBlank(password) || password.length() < 64) return false
    def parts = password.split('[.]', -1)
    if (parts.length != 5) return true
    try {
        def header = new String(Base64.urlDecoder.decode(parts[0]), 'UTF-8')
        def expiry = header =~ /"exp"\\s*:\\s*([0-9]+)/
        return !expiry.find() || Long.parseLong(expiry.group(1)) * 1000 > System.currentTimeMillis()
    } catch (IllegalArgumentException ignored) {
        return true
    }
}

// From Gradle 6.6 on, a build can leave credentials to Gradle properties. To ask for credentials whose
// properties are missing would fail the build.
def usesProperties = { repository ->
    if (GradleVersion.current() < GradleVersion.version('6.6')) return false
    try {
        return !repository.configuredCredentials.provider.getClass().name.contains('Providers$')
    } catch (Exception ignored) {
        return false
    }
}
def hasProperties = { repository, providers ->
    ['Username', 'Password'].every { suffix ->
        providers.gradleProperty(repository.name + suffix).isPresent()
    }
}

def supply = { repository, providers ->
    quietly {
        def token = readToken(repository.url)
        def authentication = repository.authentication
        def isBasic = authentication.isEmpty() || authentication.any { each -> each instanceof BasicAuthentication }
        if (token == '' || !isBasic) return
        def isNamed = usesProperties(repository)
        def credentials = isNamed && !hasProperties(repository, providers) ? null : repository.credentials
        if (mayWork(credentials?.password)) token = credentials.password
        if (token == credentials?.password && !isBlank(credentials.username)) return
        if (isNamed) {
            def loader = repository.getClass().classLoader
            def type = loader.loadClass('org.gradle.internal.credentials.DefaultPasswordCredentials')
            def constructor = type.getConstructor(String, String)
            repository.setConfiguredCredentials(constructor.newInstance(@username@, token))
        } else {
            credentials.username = @username@
            credentials.password = token
        }
    }
}

def supplyAll = { repositories, providers ->
    repositories.withType(MavenArtifactRepository).all { repository -> supply(repository, providers) }
}
def supplyAgain = { repositories, providers ->
    repositories.withType(MavenArtifactRepository).each { repository -> supply(repository, providers) }
}

def forSettings = { settings, action ->
    quietly {
        def version = GradleVersion.current()
        def all = [settings.pluginManagement.repositories, settings.buildscript.repositories]
        if (version >= GradleVersion.version('6.8')) all << settings.dependencyResolutionManagement.repositories
        def providers = version >= GradleVersion.version('6.6') ? settings.providers : null
        all.each { repositories -> action(repositories, providers) }
    }
}

// Before Gradle 6.0, nothing can run between this script and the settings script.
if (GradleVersion.current() >= GradleVersion.version('6.0')) {
    gradle.beforeSettings { settings -> forSettings(settings, supplyAll) }
    gradle.settingsEvaluated { settings -> forSettings(settings, supplyAgain) }
} else {
    gradle.settingsEvaluated { settings -> forSettings(settings, supplyAll) }
}

def publishingRepositories = [:]
gradle.beforeProject { project ->
    quietly {
        supplyAll(project.buildscript.repositories, project.providers)
        supplyAll(project.repositories, project.providers)
        // The closure runs when the build configures its publications. Before Gradle 5.0, to ask for
        // the extension earlier would configure them too early.
        project.pluginManager.withPlugin('publishing') {
            project.publishing {
                publishingRepositories[project.path] = repositories
                supplyAll(repositories, project.providers)
            }
        }
    }
}
gradle.afterProject { project ->
    quietly {
        // A build may set credentials after it added the repository.
        supplyAgain(project.repositories, project.providers)
        def repositories = publishingRepositories.remove(project.path)
        if (repositories != null) supplyAgain(repositories, project.providers)
    }
}
`;
