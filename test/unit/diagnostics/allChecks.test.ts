import assert from 'node:assert/strict';
import { allChecks } from '../../../src/diagnostics/allChecks';
import type { Finding, FindingState, Fix } from '../../../src/diagnostics/finding';
import type {
  ClaimFact,
  ConnectionClient,
  MavenFacts,
  DiagnosticContext,
  SettingsFact,
} from '../../../src/diagnostics/diagnosticContext';
import { formatEnglish } from '../../../src/diagnostics/localizableText';
import { Failure } from '../../../src/core/failure';
import type { Profile } from '../../../src/core/profile';
import { fakeApi } from '../fakeApi';
import { connected, endpointUrl, goodFile, goodMaven, now, patient, profile } from './patient';

interface Row {
  readonly check: string;
  readonly what: string;
  readonly ills: Partial<DiagnosticContext>;
  readonly state: FindingState;
  readonly saw: RegExp;
  /** The command that mends it, or `copy`. */
  readonly fix?: string;
}

const fails =
  (...args: ConstructorParameters<typeof Failure>) =>
  () =>
    Promise.reject(new Failure(...args));
const env = (values: Record<string, string>): Partial<DiagnosticContext> => ({ env: values });
const maven = (facts: Partial<MavenFacts>): Partial<DiagnosticContext> => ({
  maven: () => Promise.resolve({ ...goodMaven, ...facts }),
});
const file = (facts: Partial<SettingsFact>) => maven({ settings: [{ ...goodFile, ...facts }] });
const server = (facts: Partial<SettingsFact['servers'][number]>) =>
  file({
    servers: [
      { id: 'team', username: 'aws', line: 4, password: { kind: 'empty' as const }, ...facts },
    ],
  });
const claim = (facts: Partial<ClaimFact>) =>
  maven({ claims: goodMaven.claims.map(it => ({ ...it, ...facts })) });
const asked = (status: number): Partial<DiagnosticContext> => ({
  probeEndpoint: url =>
    Promise.resolve({ status: url.startsWith(endpointUrl) ? status : 403, date: new Date(now) }),
});
const skewed = (minutes: number): Partial<DiagnosticContext> => ({
  probeEndpoint: () => Promise.resolve({ status: 403, date: new Date(now - minutes * 60_000) }),
});
const connections = (...all: readonly ConnectionClient[]): Partial<DiagnosticContext> => ({
  connections: () => Promise.resolve(all),
});
const profiles = (...all: readonly Profile[]): Partial<DiagnosticContext> => ({
  profiles: () => Promise.resolve(all),
});
const region = 'eu-west-1';
/** Packages that were published here, and that upstream may bring in as well. */
const mixed = (
  count: number,
  more: Partial<DiagnosticContext> = {},
): Partial<DiagnosticContext> => ({
  connectionForDomain: domain => {
    const items = Array.from({ length: count }, (_, at) => ({
      ...domain,
      repository: 'releases',
      format: 'maven' as const,
      namespace: 'org.example',
      package: `app${at}`,
    }));
    const api = fakeApi({
      packages: () => Promise.resolve({ items }),
      hasInternalVersions: () => Promise.resolve(true),
    });
    return Promise.resolve({ connection: { kind: 'profile', profile: 'dev', region }, api });
  },
  ...more,
});
/** A clock that goes on by a second at every look. */
const hurried = (): Partial<DiagnosticContext> => {
  let at = now;
  return { now: () => (at += 1000) };
};

const rows: readonly Row[] = [
  {
    check: 'credentials',
    what: 'no connection',
    ills: connections(),
    state: 'error',
    saw: /no connection/,
    fix: 'codeartifact.connect',
  },
  {
    check: 'credentials',
    what: 'a profile that is gone',
    ills: profiles(),
    state: 'error',
    saw: /dev is not in the AWS config/,
    fix: 'codeartifact.connect',
  },
  {
    check: 'credentials',
    what: 'a profile without credentials',
    ills: profiles({ ...profile, kind: 'incomplete' }),
    state: 'error',
    saw: /names no credentials/,
    fix: 'codeartifact.connect',
  },
  {
    check: 'credentials',
    what: 'a role with MFA',
    ills: profiles({ ...profile, kind: 'assume-role', needsMfa: true }),
    state: 'ok',
    saw: /role that is assumed, with a code of an MFA device/,
  },
  {
    check: 'credentials',
    what: 'keys of the environment beside a profile',
    ills: {
      ...connections(connected({ kind: 'default', region })),
      ...env({ AWS_ACCESS_KEY_ID: 'AKIA', AWS_PROFILE: 'dev' }),
    },
    state: 'ok',
    saw: /AWS_PROFILE=dev is set too and loses/,
  },
  {
    check: 'identity',
    what: 'the root user',
    ills: {
      identity: () =>
        Promise.resolve({ account: '1', arn: 'arn:aws:iam::111122223333:root', longLived: true }),
    },
    state: 'error',
    saw: /root user gets no tokens/,
    fix: 'codeartifact.connect',
  },
  {
    check: 'identity',
    what: 'credentials that have expired',
    ills: { identity: fails('credentials-expired', 'dev') },
    state: 'error',
    saw: /credentials-expired/,
  },
  {
    check: 'clock',
    what: 'two minutes ahead',
    ills: skewed(2),
    state: 'warning',
    saw: /2 min ahead/,
    fix: 'copy',
  },
  {
    check: 'clock',
    what: 'ten minutes behind',
    ills: skewed(-10),
    state: 'error',
    saw: /10 min behind/,
    fix: 'copy',
  },
  {
    check: 'clock',
    what: 'an answer without a date',
    ills: { probeEndpoint: () => Promise.resolve({ status: 403 }) },
    state: 'skipped',
    saw: /no date/,
  },
  {
    check: 'region',
    what: 'a region without the service',
    ills: {
      probeEndpoint: url =>
        url.includes('//sts.')
          ? Promise.resolve({ status: 302 })
          : Promise.reject(new Failure('host-unknown', url)),
    },
    state: 'error',
    saw: /has no CodeArtifact/,
  },
  {
    check: 'region',
    what: 'no names at all',
    ills: { probeEndpoint: fails('host-unknown', 'AWS') },
    state: 'error',
    saw: /has no address here/,
  },
  {
    check: 'region',
    what: 'a network that is down',
    ills: { probeEndpoint: fails('unreachable', 'AWS') },
    state: 'skipped',
    saw: /could not be asked/,
  },
  {
    check: 'network',
    what: 'a certificate that is not trusted',
    ills: { probeEndpoint: fails('tls', 'AWS', { reason: 'self-signed' }) },
    state: 'error',
    saw: /self-signed/,
  },
  {
    check: 'network',
    what: 'a proxy, without its password',
    ills: env({ HTTPS_PROXY: 'http://me:hunter2@proxy:8080', NO_PROXY: 'localhost' }),
    state: 'ok',
    saw: /^(?!.*hunter2).*HTTPS_PROXY=http:\/\/.*proxy:8080, NO_PROXY=localhost/,
    fix: 'workbench.action.openSettings',
  },
  {
    check: 'token',
    what: 'a refusal',
    ills: { token: fails('access-denied', 'my-team', { message: 'User: no' }) },
    state: 'error',
    saw: /User: no/,
  },
  {
    check: 'token',
    what: 'a domain that only a pom.xml names',
    ills: claim({ isApproved: false }),
    state: 'skipped',
    saw: /asks you first/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'token',
    what: 'no repository',
    ills: maven({ claims: [] }),
    state: 'skipped',
    saw: /name no repository/,
  },
  {
    check: 'endpoint',
    what: '401',
    ills: asked(401),
    state: 'error',
    saw: /^401: .*does not take a fresh token/,
    fix: 'codeartifact.fix401',
  },
  {
    check: 'endpoint',
    what: '403',
    ills: asked(403),
    state: 'error',
    saw: /^403: codeartifact:ReadFromRepository is not allowed/,
    fix: 'codeartifact.showPolicy',
  },
  {
    check: 'endpoint',
    what: '404 of a repository that is not there',
    ills: { repository: fails('not-found', 'releases', { message: 'Repository not found.' }) },
    state: 'error',
    saw: /Repository not found/,
  },
  {
    check: 'endpoint',
    what: 'an error of the server',
    ills: asked(503),
    state: 'warning',
    saw: /status 503/,
  },
  {
    check: 'central',
    what: 'no Maven Central behind it',
    ills: { hasMavenCentral: () => Promise.resolve(false) },
    state: 'warning',
    saw: /not behind it/,
  },
  {
    check: 'origins',
    what: 'a name that strangers could publish as well',
    ills: mixed(1),
    state: 'warning',
    saw: /stranger could publish.*: org\.example:app0$/,
    fix: 'copy',
  },
  {
    check: 'origins',
    what: 'more names than are read',
    ills: mixed(11),
    state: 'warning',
    saw: /org\.example:app9, and 1 more$/,
    fix: 'copy',
  },
  {
    check: 'origins',
    what: 'more packages than there is time for',
    ills: mixed(50, hurried()),
    state: 'skipped',
    saw: /there was time for 24 of the packages/,
    fix: 'copy',
  },
  {
    check: 'settings',
    what: 'a file that is not well-formed',
    ills: file({
      state: 'broken',
      servers: [],
      ids: [],
      failure: new Failure('settings-refused', goodFile.path, { line: 7, reason: 'a bare &' }),
    }),
    state: 'error',
    saw: /Maven cannot read it/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'settings',
    what: 'an oddity',
    ills: file({ warnings: [{ text: 'several servers have one id: team', line: 12 }] }),
    state: 'warning',
    saw: /line 12: several servers/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'settings',
    what: 'no file',
    ills: file({ state: 'absent' }),
    state: 'skipped',
    saw: /is not there/,
  },
  {
    check: 'which-settings',
    what: 'two files',
    ills: maven({
      settings: [
        { ...goodFile, readers: ['terminal'], namedBy: '.mvn/maven.config' },
        { ...goodFile, path: '/other.xml', readers: ['java-extension'] },
      ],
    }),
    state: 'warning',
    saw: /^is read by (Language Support for Java; it is the usual one|Maven in a terminal; \.mvn\/maven\.config names it)$/,
    fix: 'workbench.action.openSettings',
  },
  {
    check: 'which-settings',
    what: 'a HOME that is not Java’s',
    ills: maven({ envHome: '/root' }),
    state: 'warning',
    saw: /is \/root, but Java, and so Maven, takes \/home\/me/,
  },
  {
    check: 'server-ids',
    what: 'a mirror without a server',
    ills: file({ servers: [] }),
    state: 'error',
    saw: /^no server of this id in .*settings\.xml:9 needs one: Maven in a terminal, Maven for Java, Language/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'server-ids',
    what: 'an id in another case',
    ills: server({ id: 'Team' }),
    state: 'error',
    saw: /only Team: ids differ in case/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'server-ids',
    what: 'a server that nothing asks for',
    ills: file({
      servers: [
        ...goodFile.servers,
        { id: 'old', username: 'aws', line: 30, password: { kind: 'empty' } },
      ],
    }),
    state: 'warning',
    saw: /this server has the id of no repository/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'server-ids',
    what: 'an id that a mirror hides',
    ills: claim({ isUsed: false }),
    state: 'warning',
    saw: /a mirror with another id takes its place/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'server-ids',
    what: 'an id of two domains',
    ills: maven({ conflicts: [{ id: 'codeartifact', domains: ['a', 'b'] }] }),
    state: 'error',
    saw: /more than one domain: a, b/,
  },
  ...(['mirrored-elsewhere', 'sent-elsewhere'] as const).map((code): Row => {
    const saw = code === 'sent-elsewhere' ? /token of this server to/ : /nexus .* takes its place/;
    const problem = { id: 'team', by: 'nexus', url: 'https://nexus/', file: '/s.xml', line: 3 };
    return {
      check: 'mirrors',
      what: code,
      ills: maven({ problems: [{ code, ...problem }] }),
      state: code === 'sent-elsewhere' ? 'error' : 'warning',
      saw,
      fix: 'codeartifact.openFile',
    };
  }),
  {
    check: 'passwords',
    what: 'no token',
    ills: server({}),
    state: 'error',
    saw: /no token yet/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'passwords',
    what: 'a token that is over',
    ills: server({ password: { kind: 'literal', expires: new Date(now - 1) } }),
    state: 'error',
    saw: /expired at 2026/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'passwords',
    what: 'a variable, which the Java extensions do not see',
    ills: server({ password: { kind: 'variable', name: 'env.TOKEN' } }),
    state: 'warning',
    saw: /variable env\.TOKEN, which the Java extensions do not see/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'passwords',
    what: 'an encrypted one',
    ills: server({ password: { kind: 'encrypted' } }),
    state: 'warning',
    saw: /is encrypted/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'tracked',
    what: 'a file that git tracks',
    ills: { isGitTracked: () => Promise.resolve(true) },
    state: 'error',
    saw: /git tracks it/,
    fix: 'copy',
  },
  {
    check: 'tracked',
    what: 'the gradle.properties that git tracks',
    ills: {
      tokenFiles: () => Promise.resolve(['/app/gradle.properties']),
      isGitTracked: it => Promise.resolve(it === '/app/gradle.properties'),
    },
    state: 'error',
    saw: /git tracks it/,
    fix: 'copy',
  },
  {
    check: 'tracked',
    what: 'no git',
    ills: { isGitTracked: () => Promise.resolve(undefined) },
    state: 'skipped',
    saw: /not asked/,
  },
  {
    check: 'offline',
    what: 'offline in settings.xml',
    ills: file({ offline: true }),
    state: 'warning',
    saw: /<offline>/,
    fix: 'codeartifact.openFile',
  },
  ...(
    [
      [{ kind: 'file', path: '/app/.mvn/maven.config' }, 'codeartifact.openFile'],
      [{ kind: 'setting', name: 'maven.executable.options' }, 'workbench.action.openSettings'],
      [{ kind: 'variable', name: 'MAVEN_ARGS' }, undefined],
    ] as const
  ).map(([by, fix]): Row => ({
    check: 'offline',
    what: `-o in a ${by.kind}`,
    ills: maven({ offlineBy: [by] }),
    state: 'warning',
    saw: /passes -o to Maven/,
    ...(fix && { fix }),
  })),
  {
    check: 'offline',
    what: 'a Java extension that is offline',
    ills: { settings: { javaOffline: true } },
    state: 'warning',
    saw: /downloads nothing/,
    fix: 'workbench.action.openSettings',
  },
  {
    check: 'markers',
    what: 'failed downloads',
    ills: { failureMarkers: () => Promise.resolve({ failures: 3, folders: ['/repo'] }) },
    state: 'warning',
    saw: /^3 noted: Maven does not try them again/,
    fix: 'codeartifact.fix401',
  },
  {
    check: 'programs',
    what: 'no Maven',
    ills: { program: () => Promise.resolve({ kind: 'missing' }) },
    state: 'warning',
    saw: /not on the PATH/,
  },
  {
    check: 'programs',
    what: 'a version that no file tells',
    ills: { program: () => Promise.resolve({ kind: 'found', path: '/bin/x' }) },
    state: 'ok',
    saw: /^\/bin\/x, of a version that is not known$/,
  },
  {
    check: 'programs',
    what: 'a JAVA_HOME that leads nowhere',
    ills: { program: () => Promise.resolve({ kind: 'wrong-home', folder: '/gone' }) },
    state: 'warning',
    saw: /^is \/gone, where there is no Java/,
  },
];

async function findings(id: string, ills: Partial<DiagnosticContext>): Promise<readonly Finding[]> {
  const check = allChecks.find(it => it.id === id);
  assert.ok(check, id);
  const of = patient(ills);
  return await check.run(of, of.signal);
}

function idOf(fix: Fix | undefined): string | undefined {
  return fix?.kind === 'command' ? fix.command : fix?.kind;
}

describe('the checks of the doctor', () => {
  for (const { id, title } of allChecks)
    it(`${id}: all is well with the healthy`, async () => {
      const found = await findings(id, {});
      assert.ok(found.length > 0);
      assert.deepEqual(
        found
          .filter(({ state }) => state !== 'ok')
          .map(({ observation }) => formatEnglish(observation)),
        [],
      );
      assert.match(formatEnglish(title), /^[A-Za-z]/);
    });

  for (const { check, what, ills, state, saw, fix } of rows)
    it(`${check}: ${what}`, async () => {
      const found = await findings(check, ills);
      const said = found.filter(it => saw.test(formatEnglish(it.observation)));
      assert.equal(
        said.length > 0,
        true,
        found.map(it => formatEnglish(it.observation)).join('\n'),
      );
      assert.deepEqual(new Set(said.map(it => it.state)), new Set([state]));
      if (fix !== undefined)
        assert.deepEqual(new Set(said.map(it => idOf(it.fix))), new Set([fix]));
      for (const it of said) assert.doesNotMatch(formatEnglish(it.observation), /undefined|\{\d\}/);
    });

  it('every check has a row, and ids are unique', () => {
    const ids = allChecks.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual([...new Set(rows.map(({ check }) => check))].sort(), [...ids].sort());
  });

  it('aligns settings files where there is a command for it', async () => {
    const two = maven({ settings: [goodFile, { ...goodFile, path: '/other.xml' }] });
    const commands = new Set(['codeartifact.alignSettings']);
    const found = await findings('which-settings', { ...two, commands });
    assert.deepEqual(
      found.map(({ fix }) => idOf(fix)),
      ['codeartifact.alignSettings', 'codeartifact.alignSettings'],
    );
  });

  const copied = async (id: string, ills: Partial<DiagnosticContext>): Promise<string> => {
    const [found] = await findings(id, ills);
    return found?.fix?.kind === 'copy' ? found.fix.text : '';
  };

  it('copies the command that closes a name to upstream, as whoever asks here', async () => {
    const command = await copied('origins', mixed(1));
    assert.equal(
      command.replaceAll(/ \\\n {2}/g, ' '),
      'aws codeartifact put-package-origin-configuration --region eu-west-1 --profile dev --domain my-team --domain-owner 111122223333 --repository releases --format maven --namespace org.example --package app0 --restrictions publish=ALLOW,upstream=BLOCK',
    );
    assert.equal((await copied('origins', mixed(12))).match(/--package /g)?.length, 12);
    const forWindows = await copied('origins', mixed(1, { shell: 'powershell' }));
    assert.match(forWindows, / `\n {2}--domain-owner '111122223333' `\n/);
    assert.match(forWindows, /--restrictions 'publish=ALLOW,upstream=BLOCK'$/);
  });

  it('copies a command that untracks a file wherever it is pasted', async () => {
    const ills = {
      ...file({ path: "/it's mine/settings.xml" }),
      isGitTracked: () => Promise.resolve(true),
    };
    assert.equal(
      await copied('tracked', ills),
      String.raw`git -C '/it'\''s mine' rm --cached -- settings.xml`,
    );
    const powershell = await copied('tracked', { ...ills, shell: 'powershell' });
    assert.equal(powershell, "git -C '/it''s mine' rm --cached -- settings.xml");
  });

  for (const [platform, command] of [
    ['linux', /timedatectl/],
    ['darwin', /sntp/],
    ['win32', /w32tm/],
  ] as const)
    it(`copies what sets the clock on ${platform}`, async () =>
      assert.match(await copied('clock', { ...skewed(10), platform }), command));

  it('shows the policy of whoever was refused', async () => {
    const [found] = await findings('endpoint', asked(403));
    const args = found?.fix?.kind === 'command' ? found.fix.args : undefined;
    assert.deepEqual(args, [
      {
        message:
          'User: arn:aws:iam::111122223333:user/me is not authorized to perform: codeartifact:ReadFromRepository on resource: arn:aws:codeartifact:eu-west-1:111122223333:repository/my-team/releases',
        arn: 'arn:aws:codeartifact:eu-west-1:111122223333:repository/my-team/releases',
        connection: 'profile:dev@eu-west-1',
      },
    ]);
  });

  it('offers no command that is not there', async () => {
    const found = await findings('passwords', { ...server({}), commands: new Set() });
    assert.deepEqual(
      found.map(({ fix }) => fix),
      [undefined],
    );
  });
});
