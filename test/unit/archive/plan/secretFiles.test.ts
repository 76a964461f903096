import assert from 'node:assert/strict';
import type { ContentFormat } from '../../../../src/archive/plan/secretNames';
import {
  classifyFileName,
  findSecret,
  isSecretFolder,
} from '../../../../src/archive/plan/secretFiles';

describe('isSecretFolder', () => {
  for (const name of ['.aws', '.ssh', '.gnupg', '.kube', '.azure', '.docker', '.AWS'])
    it(`is ${name}`, () => assert.ok(isSecretFolder(name)));
  for (const name of ['aws', '.awsx', '.github', ''])
    it(`is not '${name}'`, () => assert.ok(!isSecretFolder(name)));
});

describe('classifyFileName', () => {
  const secret = [
    ...[
      '.env',
      '.env.local',
      '.ENV',
      '.env.example.local',
      'prod.env',
      '.envrc',
      '.env~',
      'id_rsa',
    ],
    ...[
      'id_ed25519_sk',
      'id_rsa.bak',
      'a.p12',
      'a.jks',
      'a.keystore',
      'release.keystore',
      'a.kdbx',
    ],
    ...['terraform.tfstate.1700000000.backup', 'a.tfvars', 'a.tfvars.json', '.netrc', '_netrc'],
    ...['.git-credentials', '.pgpass', 'settings-security.xml', 'secret', 'secrets.yml'],
    ...[
      'credentials.csv',
      'credentials.bak',
      'aws_credentials',
      'ci_accessKeys.csv',
      'rootkey.csv',
    ],
    ...['client_secret_1.apps.googleusercontent.com.json', 'x-firebase-adminsdk-1.json'],
    ...['.bash_history', 'kubeconfig', 'prod.kubeconfig', 'wp-config.php', 'master.key.old'],
  ];
  const harmless = [
    ...['.env.example', '.ENV.EXAMPLE', '.env.sample', 'environment', 'id_rsa.pub', 'a.p12.txt'],
    ...['.netrc.md', 'secrets.md', 'secret.yaml.j2', 'wp-config-sample.php', 'debug.keystore'],
    ...['Credentials.java', 'CredentialsProvider.ts', 'token.ts', 'passwords.html', 'readme.md'],
    ...['settings.xml.example', 'settings.example.xml', 'other.properties', 'keystore.java'],
  ];
  const formats = {
    pem: ['a.pem', 'A.PEM.bak'],
    'private-key': ['a.key', 'a.asc', 'id_rsa_work', 'deploy_key', 'my-service-account.json'],
    assignments: [
      ...['.npmrc', '.npmrc.bak', 'gradle.properties', 'application-dev.yml', 'database.yml'],
      ...['bootstrap.properties', 'my-secrets.yml', '.yarnrc'],
    ],
    xml: [
      'settings.xml',
      'settings.xml~',
      '.settings.xml.swp',
      'NuGet.Config',
      'hibernate.cfg.xml',
    ],
  };
  for (const [verdict, names] of Object.entries({ secret, harmless, ...formats }))
    for (const name of names)
      it(`takes ${name} for ${verdict}`, () => assert.equal(classifyFileName(name), verdict));

  it('knows some names only in their folder', () => {
    assert.equal(classifyFileName('config', '.bundle'), 'secret');
    assert.equal(classifyFileName('config', 'src'), 'harmless');
  });
});

describe('findSecret', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----';
  const password = (text: string) =>
    `<settings><servers><server>${text}</server></servers></settings>`;
  const cases: [format: ContentFormat, text: string | Buffer, line: number | undefined][] = [
    ['pem', key, 1],
    ['pem', 'not text', 1],
    ['pem', '-----BEGIN CERTIFICATE-----', undefined],
    ['pem', '-----BEGIN CERTIFICATE REQUEST-----', undefined],
    ['pem', '-----BEGIN DH PARAMETERS-----', undefined],
    ['pem', `-----BEGIN CERTIFICATE-----\n${key}`, 2],
    ['private-key', 'no key', undefined],
    ['private-key', `{"private_key":"${key}\\nA"}`, 1],
    ['xml', password('<password>x</password>'), 1],
    ['xml', password('<password><![CDATA[x]]></password>'), 1],
    ['xml', password('<password>&#120;</password>'), 1],
    ['xml', password('<password combine.self="override">x</password>'), 1],
    ['xml', password('<password >$ecret</password >'), 1],
    ['xml', password('<password>"x"</password>'), 1],
    ['xml', password('<password><!-- y -->x</password>'), 1],
    ['xml', password('<password>${env.A}x</password>'), 1],
    ['xml', password(`<!--${' '.repeat(1_000_000)}--><password>x</password>`), 1],
    ['xml', Buffer.from(`\ufeff${password('<password>x</password>')}`, 'utf16le'), 1],
    ['xml', password('<privateKey>/home/me/key</privateKey>'), 1],
    ['xml', '<ns:password>x</ns:password>', 1],
    ['xml', '<user username="u" password="x"/>', 1],
    ['xml', '<add key="ClearTextPassword" value="x"/>', 1],
    ['xml', '<property name="connection.password">x</property>', 1],
    ['xml', '<name>Authorization</name><value>Basic eA==</value>', 1],
    ['xml', password('<password>${env.TOKEN}</password>'), undefined],
    ['xml', password('<password>{4ncrypt3d=}</password>'), undefined],
    ['xml', password('<password></password>'), undefined],
    ['xml', password('<!-- <password>x</password> -->'), undefined],
    ['xml', '<add key="Username" value="x"/>', undefined],
    ['assignments', '//r/:_authToken=x', 1],
    ['assignments', '//r/:_authToken="x"', 1],
    ['assignments', '//r/:_authToken=$notExpandedByNpm', 1],
    ['assignments', '"//r/:_authToken" "x"', 1],
    ['assignments', Buffer.from('\ufeff//r/:_authToken=x', 'utf16le'), 1],
    ['assignments', 'registry=https://me:x@host/', 1],
    ['assignments', 'a=1\nmy.password : x', 2],
    ['assignments', 'spring:\n  datasource:\n    password: x', 3],
    ['assignments', '{"http-basic":{"h":{"username":"u","password":"p"}}}', 1],
    ['assignments', 'gpr.key=x', 1],
    ['assignments', 'credentials += Credentials("realm", "host", "user", "x")', 1],
    ['assignments', '//r/:_authToken=${TOKEN}', undefined],
    ['assignments', 'registry=https://${USER}:${TOKEN}@host/', undefined],
    ['assignments', 'registry=https://host/', undefined],
    ['assignments', '# token=x\n! token=x\n; token=x', undefined],
    ['assignments', 'token=\npassword: "${DB_PASSWORD}"\nsecret={{ vault }}', undefined],
    ['assignments', 'password=%PASSWORD%\ntoken=@token@\nsecret=<your secret>', undefined],
    ['assignments', 'password=ENC(abc)\ntoken=change-me\nsecret=***', undefined],
    ['assignments', 'security.token.enabled=true\npassword.min-length=8\nmax.tokens=5', undefined],
    ['assignments', 'org.gradle.jvmargs=-Xmx1g', undefined],
  ];
  for (const [format, text, line] of cases)
    it(`${line === undefined ? 'finds nothing' : 'finds a secret'} in ${JSON.stringify(String(text).slice(0, 60))}`, () => {
      const finding = findSecret(format, Buffer.from(text));
      assert.equal(finding?.line, line);
    });

  it('takes time in proportion to the length', () => {
    const hostile = ['password', ' password ', '://', 'a.token.', '<password ', '<name>', '\\n'];
    for (const part of hostile) {
      const measureOnce = (length: number) => {
        const bytes = Buffer.from(part.repeat(length / part.length));
        const started = performance.now();
        for (const format of ['xml', 'assignments', 'pem'] as const) findSecret(format, bytes);
        return performance.now() - started;
      };
      const measure = (length: number) => Math.min(...[1, 2, 3, 4].map(() => measureOnce(length)));
      const [short, long] = [measure(200_000), measure(800_000)];
      assert.ok(long < 40 + 12 * short, `${part}: ${short} ms, then ${long} ms`);
    }
  });
});
