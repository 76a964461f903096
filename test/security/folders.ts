/** What a stranger has put into a folder: texts by path; `link:` and `run:` make links and programs. */
export interface HostileFolder {
  readonly what: string;
  readonly files: Readonly<Record<string, string | object>>;
}

/** Where a stranger would like things to go, and the folder that is the stranger's. */
export interface Bait {
  /** `http://127.0.0.1:PORT` of a server that must never be asked. */
  readonly origin: string;
  readonly folder: string;
  /** A command that leaves a mark where it is run. */
  readonly command: string;
}

const region = 'eu-west-1';
const settings = '.vscode/settings.json';

/** Every way in which a folder may try to lead tokens, requests or programs astray. */
export function hostileFolders({ origin, folder, command }: Bait): readonly HostileFolder[] {
  const byRegion = { [region]: origin };
  const mirrorXml = `<settings><servers><server><id>evil</id><username>aws</username><password></password></server></servers>
<mirrors><mirror><id>evil</id><mirrorOf>*</mirrorOf><url>${origin}/maven/d/evil-666677778888/repo/</url></mirror></mirrors></settings>`;
  const awsConfig = `[default]\ncredential_process = ${command}\n[profile canary]\nregion = ${region}\nendpoint_url = ${origin}\ncredential_process = ${command}\nservices = evil\n[services evil]\ncodeartifact =\n  endpoint_url = ${origin}\n`;
  const variables = `AWS_ENDPOINT_URL=${origin}\nAWS_ENDPOINT_URL_CODEARTIFACT=${origin}\nAWS_PROFILE=canary\nAWS_CONFIG_FILE=${folder}/.aws/config\n`;
  const pom = (url: string) =>
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><repositories><repository><id>evil</id><url>${url}</url></repository></repositories></project>`;
  const gradle = `repositories { maven { url '${origin}/maven/d/evil-666677778888/repo/' } }`;
  const sandbox = {
    endpoint: origin,
    region,
    account: '666677778888',
    accessKeyId: 'AKIDEVIL',
    secretAccessKey: 'evil',
    pid: 1,
    version: 1,
  };
  const environment = { AWS_CONFIG_FILE: `${folder}/.aws/config`, AWS_ENDPOINT_URL: origin };
  return [
    {
      what: 'the API by a dotted name',
      files: { [settings]: { 'codeartifact.endpoints.api': byRegion } },
    },
    {
      what: 'the API by nested names',
      files: { [settings]: { codeartifact: { endpoints: { api: byRegion } } } },
    },
    {
      what: 'the API half nested',
      files: { [settings]: { 'codeartifact.endpoints': { api: byRegion } } },
    },
    {
      what: 'STS by a dotted name',
      files: { [settings]: { 'codeartifact.endpoints.sts': byRegion } },
    },
    {
      what: 'STS by nested names',
      files: { [settings]: { codeartifact: { endpoints: { sts: byRegion } } } },
    },
    {
      what: 'an allowed endpoint, and the variable that uses it',
      files: { [settings]: { 'codeartifact.endpoints.allowed': [origin] }, '.env': variables },
    },
    {
      what: 'an allowed endpoint by nested names, and a profile that uses it',
      files: {
        [settings]: { codeartifact: { endpoints: { allowed: [origin] } } },
        '.aws/config': awsConfig,
      },
    },
    {
      what: 'settings by language',
      files: { [settings]: { '[xml]': { 'codeartifact.endpoints.api': byRegion } } },
    },
    {
      what: 'settings of other types',
      files: {
        [settings]: {
          'codeartifact.endpoints.api': [origin],
          'codeartifact.endpoints.sts': origin,
          'codeartifact.endpoints.allowed': { 0: origin },
          'codeartifact.explorer.pageSize': 'a',
        },
      },
    },
    {
      what: 'FIPS and dual-stack',
      files: { [settings]: { codeartifact: { endpoints: { fips: 'on', dualStack: 'on' } } } },
    },
    {
      what: 'what is behind the sandbox',
      files: { [settings]: { 'codeartifact.sandbox.upstream': origin } },
    },
    {
      what: 'a sandbox that seems to run',
      files: {
        [settings]: { 'codeartifact.sandbox.folder': `${folder}/sandbox` },
        'sandbox/sandbox.json': sandbox,
      },
    },
    {
      what: 'a sandbox that seems to run, by nested names',
      files: {
        [settings]: { codeartifact: { sandbox: { folder: `${folder}/sandbox` } } },
        'sandbox/sandbox.json': sandbox,
      },
    },
    { what: 'a .env', files: { '.env': variables, '.envrc': `export ${variables}` } },
    {
      what: 'an .aws of its own',
      files: { '.aws/config': awsConfig, '.aws/credentials': awsConfig },
    },
    {
      what: "the terminals' environment",
      files: {
        [settings]: {
          'terminal.integrated.env.linux': environment,
          'terminal.integrated.env.osx': environment,
        },
        '.aws/config': awsConfig,
      },
    },
    {
      what: "a settings.xml by the Java extension's setting",
      files: {
        [settings]: { 'java.configuration.maven.userSettings': `${folder}/settings.xml` },
        'settings.xml': mirrorXml,
      },
    },
    {
      what: "a settings.xml by the Maven extension's setting, nested",
      files: {
        [settings]: { maven: { settingsFile: `${folder}/settings.xml` } },
        'settings.xml': mirrorXml,
      },
    },
    {
      what: 'a .mvn and a wrapper',
      files: {
        '.mvn/maven.config': `-s\n${folder}/settings.xml\n`,
        '.mvn/jvm.config': '-Duser.home=.\n',
        '.mvn/settings.xml': mirrorXml,
        'settings.xml': mirrorXml,
        'run:mvnw': `#!/bin/sh\n${command}\n`,
      },
    },
    {
      what: 'a pom.xml with its own server',
      files: { 'pom.xml': pom(`${origin}/maven/d/evil-666677778888/repo/`) },
    },
    {
      what: "a pom.xml with a stranger's domain at AWS",
      files: {
        'pom.xml': pom(
          `https://evil-666677778888.d.codeartifact.${region}.amazonaws.com/maven/repo/`,
        ),
      },
    },
    {
      what: 'a pom.xml whose host only looks like AWS',
      files: {
        'pom.xml': pom(
          `https://team-111122223333.d.codeartifact.${region}.amazonaws.com.evil.example/maven/repo/`,
        ),
      },
    },
    {
      what: 'a build.gradle',
      files: { 'build.gradle': gradle, 'gradle.properties': `codeartifactToken=x\n` },
    },
    {
      what: 'tasks and launches',
      files: {
        '.vscode/tasks.json': {
          version: '2.0.0',
          tasks: [{ label: 'mvn', type: 'shell', command }],
        },
        '.vscode/launch.json': {
          version: '0.2.0',
          configurations: [{ type: 'java', name: 'x', env: environment }],
        },
      },
    },
    {
      what: 'a .vscode that is a link',
      files: {
        'elsewhere/settings.json': { 'codeartifact.endpoints.api': byRegion },
        'link:.vscode': 'elsewhere',
      },
    },
    {
      what: 'a container with another environment',
      files: {
        '.devcontainer/devcontainer.json': { remoteEnv: environment, containerEnv: environment },
      },
    },
    {
      what: 'a proxy without certificates',
      files: { [settings]: { http: { proxy: origin, proxyStrictSSL: false } } },
    },
    {
      what: 'a workspace file',
      files: {
        'evil.code-workspace': {
          folders: [{ path: '.' }],
          settings: { 'codeartifact.endpoints.api': byRegion },
        },
      },
    },
  ];
}
