/**
 * Names of files and folders in which programs keep credentials. All names are lower case: case does
 * not count. A name with a `/` is compared with the last two parts of a path.
 */
export interface SecretNames {
  /** Complete names. */
  readonly names: readonly string[];
  /** Extensions, with their dot. */
  readonly extensions: readonly string[];
  /** Patterns for what the other two cannot express. */
  readonly patterns: readonly RegExp[];
}

/** Folders in which programs keep credentials and little else. */
export const secretFolderNames: readonly string[] = [
  ...['.aws', '.azure', '.aliyun', '.bluemix', '.oci', '.gcloud', '.docker', '.kube', '.ssh'],
  ...['.gnupg', '.gpg', '.password-store', '.putty', '.vault', '.terraform.d', '.chef'],
];

/** Files that are secret by their name alone. */
export const secretFileNames: SecretNames = {
  names: [
    // Environment
    ...['.env', '.envrc', '.flaskenv', '.env_local', '.env-local'],
    // Clouds and their tools
    ...['.boto', '.s3cfg', '.passwd-s3fs', '.s3ql', 'rootkey.csv', 'aws_credentials'],
    ...['application_default_credentials.json', 'serviceaccountkey.json', 'heroku.json'],
    ...['.terraformrc', 'terraform.rc', '.doctl', '.digitalocean', 'azureprofile.json'],
    ...['accesstokens.json', 'publishsettings', 'kubeconfig', 'kubeconfig.yaml', 'kubeconfig.yml'],
    ...['kube.config', '.dockercfg', '.dockerconfigjson'],
    // Keys and their stores
    ...['keystore', '.keystore', 'truststore', 'secring.gpg', 'trustdb.gpg', 'master.key'],
    ...['settings-security.xml', 'settings-security4.xml', 'wallet.dat'],
    // Version control, registries and accounts of developers
    ...['.git-credentials', '.hub', '.gh_token', '.netrc', '_netrc', '.npmtoken', 'auth.toml'],
    ...['auth.json', '.snyk-token', '.sentryclirc', '.vault-token', '.vault_token', '.vault_pass'],
    ...['.vault-pass', '.vault-password', '.vault_password', 'vault-password.txt', '.ansible_pass'],
    ...['vault_pass.txt', 'vault-pass.txt', 'vault_password.txt', '.gem/credentials'],
    ...['.bundle/config', '.ivy2/.credentials', '.sbt/.credentials', '.cargo/credentials'],
    ...['.cargo/credentials.toml', '.config/gh/hosts.yml', 'gh/hosts.yml', '.databrickscfg'],
    ...['.composer/auth.json', '.mc/config.json', '.netlify/config.json', '.credentials'],
    // Web servers and applications
    ...['.htpasswd', '.htdigest', 'wp-config.php', 'localsettings.php', 'config.inc.php'],
    ...['credentials.xml', 'hudson.util.secret', 'filezilla.xml', 'sitemanager.xml'],
    ...['recentservers.xml', '.ftpconfig', '.remote-sync.json', 'robomongo.json'],
    // Databases
    ...['.pgpass', 'pgpass.conf', '.pg_service.conf', '.my.cnf', '.mylogin.cnf', '.mongorc.js'],
    // What was typed
    ...['.bash_history', '.zsh_history', '.sh_history', '.history', '.psql_history', '.histfile'],
    ...[
      '.mysql_history',
      '.sqlite_history',
      '.rediscli_history',
      '.python_history',
      '.irb_history',
    ],
    ...['.node_repl_history', '.dbshell', '.scala_history', '.lesshst', '.viminfo'],
    ...['passwords.csv', 'passwords.txt', 'password.txt', 'passwords', 'passwd', 'shadow'],
  ],
  extensions: [
    ...['.env', '.p12', '.pfx', '.pkcs12', '.jks', '.jceks', '.bks', '.bcfks', '.keystore', '.ppk'],
    ...['.p8', '.pk8', '.pkcs8', '.kdb', '.kdbx', '.psafe3', '.agilekeychain', '.opvault'],
    ...['.keychain', '.keychain-db', '.keytab', '.ovpn', '.tblk', '.cscfg', '.publishsettings'],
    ...['.tfstate', '.tfvars', '.tfvars.json', '.tfplan', '.kubeconfig', '.hprof', '.token'],
    ...['.snk', '.rdp', '.sqlite_history'],
  ],
  patterns: [
    /^\.env\./,
    /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/,
    /^(?:secrets?|credentials?)$/,
    /^(?:secrets?|credentials?)(?:[._-][\w-]+)*\.(?:ya?ml|json|properties|toml|txt|csv|ini|conf|env)$/,
    /^[\w.-]+[._-](?:credentials|accesskeys|access-keys)\.(?:csv|json|txt|ya?ml)$/,
    /^client[_-]secrets?.*\.json$/,
    /firebase-adminsdk.*\.json$/,
    /^(?:private|secret)[\w.-]*\.(?:gpg|pgp)$/,
    /^terraform\.tfstate\./,
  ],
};

/** Files that are harmless although their name looks like one of the others. */
export const harmlessFileNames: SecretNames = {
  names: ['wp-config-sample.php', 'debug.keystore'],
  extensions: [
    ...['.example', '.sample', '.template', '.dist', '.defaults', '.tmpl', '.tpl', '.j2', '.erb'],
    ...['.pub', '.md', '.schema.json'],
  ],
  patterns: [
    /(?:^|[._-])(?:example|sample|template)\.(?:xml|ya?ml|json|properties|toml|ini|conf|env)$/,
  ],
};

/** How the content of a file shows whether it holds a secret. */
export type ContentFormat = 'private-key' | 'assignments' | 'xml' | 'pem';

/** Files that hold secrets or not: their content decides. */
export const inspectedFileNames: Readonly<Record<ContentFormat, SecretNames>> = {
  pem: { names: [], extensions: ['.pem'], patterns: [] },
  'private-key': {
    names: ['identity', 'key.json'],
    extensions: ['.key', '.crt', '.cer', '.asc', '.gpg', '.pgp'],
    patterns: [
      /^id_(?:rsa|dsa|ecdsa|ed25519)/,
      /(?:^|[_-])(?:key|rsa|dsa|ed25519|ecdsa)$/,
      /service[-_]?account.*\.json$/,
    ],
  },
  assignments: {
    names: [
      ...[
        '.npmrc',
        'npmrc',
        '.yarnrc',
        '.yarnrc.yml',
        '.pypirc',
        'pypirc',
        'pip.conf',
        '.pip.conf',
      ],
      ...['pip.ini', '.condarc', 'poetry.toml', 'sftp.json', 'sftp-config.json', 'sonatype.sbt'],
      ...['credentials.sbt', 'config.json', 'database.yml', 'database.yaml', 'my.cnf', 'hub'],
      ...['gradle.properties', 'local.properties', 'github.properties', 'keystore.properties'],
      ...['key.properties', 'signing.properties', 'maven.properties', 'sonar-project.properties'],
      ...['db.properties', 'database.properties', 'jdbc.properties', 'datasource.properties'],
      ...['hibernate.properties', 'liquibase.properties', 'flyway.conf', 'flyway.properties'],
      ...['flyway.toml', 'mongo.properties', 'redis.conf', 'deploy.rake', '.settings.properties'],
      ...['release.properties', 'build.properties', 'mail.properties', 'ldap.properties'],
      ...['kafka.properties', 'client.properties', 'server.properties'],
    ],
    extensions: [],
    patterns: [
      /^(?:application|bootstrap)(?:[._-][\w.-]*)?\.(?:properties|ya?ml|conf|json|toml)$/,
      /^(?:sec|cred|auth)[\w.-]*\.(?:properties|conf|ini)$/,
      /^[\w.-]*(?:credentials|passwords?|secrets?|auth)\.(?:properties|ya?ml|conf|ini|toml)$/,
    ],
  },
  xml: {
    names: [
      ...['nuget.config', 'tomcat-users.xml', 'context.xml', 'persistence.xml', 'web.config'],
      ...['standalone.xml', 'server.xml', 'hudson.xml', 'ivysettings.xml', 'datasources.xml'],
    ],
    extensions: ['.cfg.xml', '-ds.xml'],
    patterns: [/settings.*\.xml$/, /^(?:ci-)?maven[\w.-]*\.xml$/],
  },
};
