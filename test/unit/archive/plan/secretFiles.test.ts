import assert from 'node:assert/strict';
import {
  containsSecret,
  isSecretFolder,
  classifyFileName,
} from '../../../../src/archive/plan/secretFiles';

describe('a folder of credentials', () => {
  for (const name of ['.aws', '.ssh', '.gnupg', '.kube', '.azure', '.docker', '.AWS'])
    it(`is ${name}`, () => assert.ok(isSecretFolder(name)));
  for (const name of ['aws', '.awsx', '.github', ''])
    it(`is not '${name}'`, () => assert.ok(!isSecretFolder(name)));
});

describe('the name of a file', () => {
  const secret = [
    ...['.env', '.env.local', '.ENV', '.env.example.local', 'id_rsa', 'id_dsa', 'id_ecdsa'],
    ...['id_ed25519', 'id_ed25519_sk', 'a.p12', 'a.pfx', 'a.jks', 'a.keystore', 'a.ppk'],
    ...['a.kdbx', 'a.tfstate', 'a.tfvars', '.netrc', '_netrc', '.git-credentials', '.htpasswd'],
    ...['.pgpass', '.dockercfg', 'settings-security.xml', 'settings-security4.xml', 'secret'],
    ...['secrets', 'credentials', 'secrets.yml', 'secrets.yaml', 'secret.json'],
    ...['credentials.toml', 'credentials.txt', 'secrets.properties'],
  ];
  const inside = [
    ...['a.pem', 'a.key', 'a.crt', 'a.cer', 'a.asc', 'settings.xml', 'settings-work.xml'],
    ...['.npmrc', '.yarnrc.yml', '.pypirc', 'pypirc', 'pip.conf', 'pip.ini', 'NuGet.Config'],
    ...['gradle.properties', 'local.properties', 'application.properties'],
    ...['application-dev.properties', 'service-account.json', 'service_account-1.json'],
    ...['serviceaccount.json', 'settings-security5.xml'],
  ];
  const harmless = [
    ...['.env.example', '.env.sample', '.env.template', '.env.dist', '.env.defaults'],
    ...['.ENV.EXAMPLE', 'x.env', '.environment', 'my_id_rsa', 'id_rsa.pub', 'id_rsa_key'],
    ...['a.p12.txt', 'p12', 'x.netrc', '.netrc.md', 'settings-security.xml.md', 'my-secrets.yml'],
    ...['secrets.md', 'secret.yaml.j2', 'a.pem.md', 'settings.xml.md', 'x.npmrc', '.npmrc.md'],
    ...['pip.config', 'mypip.conf', 'other.properties', 'gradle.properties.md', 'readme.md'],
    ...['my-service-account.json', 'service-account.json.md'],
  ];
  for (const [verdict, names] of Object.entries({ secret, 'look-inside': inside, harmless }))
    for (const name of names)
      it(`${name} is ${verdict}`, () => assert.equal(classifyFileName(name), verdict));
});

describe('the beginning of a file', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----';
  const cases: [name: string, text: string, holds: boolean][] = [
    ['a.pem', key, true],
    ['a.pem', 'anything', true],
    ['a.pem', '-----BEGIN CERTIFICATE-----', false],
    ['a.PEM', '-----BEGIN EC PUBLIC KEY-----', false],
    ['a.pem', '-----BEGIN PUBLIC KEY-----', false],
    ['a.pem', `-----BEGIN CERTIFICATE-----\n${key}`, true],
    ['a.key', '-----BEGIN PRIVATE KEY-----', true],
    ['a.key', 'no key', false],
    ['a.crt', '-----BEGIN CERTIFICATE-----', false],
    ['settings.xml', '<password>x</password>', true],
    ['settings.xml', '<passphrase> x</passphrase>', true],
    ['settings.xml', '<privateKey>x</privateKey>', true],
    ['settings.xml', '<password>${env.TOKEN}</password>', false],
    ['settings.xml', '<password></password>', false],
    ['settings.xml', '<username>x</username>', false],
    ['.npmrc', '//r/:_authToken=x', true],
    ['.npmrc', '_auth = x', true],
    ['.npmrc', '_password=x', true],
    ['.npmrc', '//r/:_authToken=${TOKEN}', false],
    ['.npmrc', 'registry=https://x', false],
    ['.yarnrc.yml', 'npmAuthToken: "x"', true],
    ['.yarnrc.yml', 'npmAuthIdent: x', true],
    ['.yarnrc.yml', "npmAuthToken: '${TOKEN}'", false],
    ['.yarnrc.yml', 'npmRegistryServer: x', false],
    ['.pypirc', 'password = x', true],
    ['pip.conf', 'index-url = https://me:x@host/simple', true],
    ['pip.ini', 'Password: x', true],
    ['pip.conf', 'index-url = https://host/simple', false],
    ['pip.conf', 'password =', false],
    ['nuget.config', '<add key="ClearTextPassword" value="x"/>', true],
    ['nuget.config', '<add key="Password" value="x"/>', true],
    ['nuget.config', '<add key="Username" value="x"/>', false],
    ['gradle.properties', 'myToken=x', true],
    ['gradle.properties', 'a=1\nmy.password : x', true],
    ['gradle.properties', 'api.key=x', true],
    ['gradle.properties', 'apikey x', false],
    ['gradle.properties', 'token=', false],
    ['gradle.properties', 'token=${env}', false],
    ['gradle.properties', '# token=x', false],
    ['gradle.properties', '! token=x', false],
    ['gradle.properties', 'org.gradle.jvmargs=-Xmx1g', false],
    ['service-account.json', key, true],
    ['service-account.json', '{}', false],
    ['other.txt', `${key}\npassword = x`, false],
  ];
  for (const [name, text, holds] of cases)
    it(`${JSON.stringify(text.slice(0, 50))} in ${name} shows ${holds ? 'a' : 'no'} secret`, () =>
      assert.equal(containsSecret(name, text), holds));
});
