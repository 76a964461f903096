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
import { Failure } from '../../../src/core/failure';
import type { Profile } from '../../../src/core/profile';
import { fakeApi } from '../fakeApi';
import {
  codeAndArgs,
  connected,
  endpointUrl,
  goodFile,
  goodMaven,
  now,
  testContext,
  profile,
} from './testContext';

interface Row {
  readonly check: string;
  readonly what: string;
  readonly changes: Partial<DiagnosticContext>;
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
    changes: connections(),
    state: 'error',
    saw: /^no-connection$/,
    fix: 'codeartifact.connect',
  },
  {
    check: 'credentials',
    what: 'a profile that is gone',
    changes: profiles(),
    state: 'error',
    saw: /^profile-missing dev$/,
    fix: 'codeartifact.connect',
  },
  {
    check: 'credentials',
    what: 'a profile without credentials',
    changes: profiles({ ...profile, kind: 'incomplete' }),
    state: 'error',
    saw: /^profile-incomplete dev$/,
    fix: 'codeartifact.connect',
  },
  {
    check: 'credentials',
    what: 'a role with MFA',
    changes: profiles({ ...profile, kind: 'assume-role', needsMfa: true }),
    state: 'ok',
    saw: /^profile-kind assume-role true$/,
  },
  {
    check: 'credentials',
    what: 'keys of the environment beside a profile',
    changes: {
      ...connections(connected({ kind: 'default', region })),
      ...env({ AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's', AWS_PROFILE: 'dev' }),
      defaultSource: () => Promise.resolve({ kind: 'environment' }),
    },
    state: 'ok',
    saw: /^default-environment-over-profile dev$/,
  },
  {
    check: 'identity',
    what: 'the root user',
    changes: {
      identity: () =>
        Promise.resolve({ account: '1', arn: 'arn:aws:iam::111122223333:root', longLived: true }),
    },
    state: 'error',
    saw: /^identity-root arn:/,
    fix: 'codeartifact.connect',
  },
  {
    check: 'identity',
    what: 'credentials that have expired',
    changes: { identity: fails('credentials-expired', 'dev') },
    state: 'error',
    saw: /^failed credentials-expired$/,
  },
  {
    check: 'clock',
    what: 'two minutes ahead',
    changes: skewed(2),
    state: 'warning',
    saw: /^clock-ahead 2$/,
    fix: 'copy',
  },
  {
    check: 'clock',
    what: 'ten minutes behind',
    changes: skewed(-10),
    state: 'error',
    saw: /^clock-behind 10$/,
    fix: 'copy',
  },
  {
    check: 'clock',
    what: 'an answer without a date',
    changes: { probeEndpoint: () => Promise.resolve({ status: 403 }) },
    state: 'skipped',
    saw: /^no-date$/,
  },
  {
    check: 'region',
    what: 'a region without the service',
    changes: {
      probeEndpoint: url =>
        url.includes('//sts.')
          ? Promise.resolve({ status: 302 })
          : Promise.reject(new Failure('host-unknown', url)),
    },
    state: 'error',
    saw: /^region-unavailable$/,
  },
  {
    check: 'region',
    what: 'no names at all',
    changes: { probeEndpoint: fails('host-unknown', 'AWS') },
    state: 'error',
    saw: /^host-unknown$/,
  },
  {
    check: 'region',
    what: 'a network that is down',
    changes: { probeEndpoint: fails('unreachable', 'AWS') },
    state: 'skipped',
    saw: /^region-unreachable https:/,
  },
  {
    check: 'network',
    what: 'a certificate that is not trusted',
    changes: { probeEndpoint: fails('tls', 'AWS', { reason: 'self-signed' }) },
    state: 'error',
    saw: /^failed tls$/,
  },
  {
    check: 'network',
    what: 'a proxy, without its password',
    changes: env({ HTTPS_PROXY: 'http://me:hunter2@proxy:8080', NO_PROXY: 'localhost' }),
    state: 'ok',
    saw: /^proxies (?!.*hunter2).*HTTPS_PROXY=http:\/\/.*proxy:8080, NO_PROXY=localhost/,
    fix: 'workbench.action.openSettings',
  },
  {
    check: 'token',
    what: 'a refusal',
    changes: { token: fails('access-denied', 'my-team', { message: 'User: no' }) },
    state: 'error',
    saw: /^failed access-denied$/,
  },
  {
    check: 'token',
    what: 'a domain that only a pom.xml names',
    changes: claim({ isApproved: false }),
    state: 'skipped',
    saw: /^token-not-requested$/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'token',
    what: 'no repository',
    changes: maven({ claims: [] }),
    state: 'skipped',
    saw: /^no-repository$/,
  },
  {
    check: 'endpoint',
    what: '401',
    changes: asked(401),
    state: 'error',
    saw: /^endpoint-rejects https:/,
    fix: 'codeartifact.fix401',
  },
  {
    check: 'endpoint',
    what: '403',
    changes: asked(403),
    state: 'error',
    saw: /^endpoint-denies releases$/,
    fix: 'codeartifact.showPolicy',
  },
  {
    check: 'endpoint',
    what: '404 of a repository that is not there',
    changes: { repository: fails('not-found', 'releases', { message: 'Repository not found.' }) },
    state: 'error',
    saw: /^failed not-found$/,
  },
  {
    check: 'endpoint',
    what: 'an error of the server',
    changes: asked(503),
    state: 'warning',
    saw: /^endpoint-status .* 503$/,
  },
  {
    check: 'central',
    what: 'no Maven Central behind it',
    changes: { hasMavenCentral: () => Promise.resolve(false) },
    state: 'warning',
    saw: /^central-unavailable$/,
  },
  {
    check: 'origins',
    what: 'a name that strangers could publish as well',
    changes: mixed(1),
    state: 'warning',
    saw: /^origins-mixed org\.example:app0$/,
    fix: 'copy',
  },
  {
    check: 'origins',
    what: 'more names than are read',
    changes: mixed(11),
    state: 'warning',
    saw: /^origins-mixed-more .*org\.example:app9 1$/,
    fix: 'copy',
  },
  {
    check: 'origins',
    what: 'more packages than there is time for',
    changes: mixed(50, hurried()),
    state: 'skipped',
    saw: /^origins-incomplete 24$/,
    fix: 'copy',
  },
  {
    check: 'settings',
    what: 'a file that is not well-formed',
    changes: file({
      state: 'broken',
      servers: [],
      ids: [],
      failure: new Failure('settings-refused', goodFile.path, { line: 7, reason: 'a bare &' }),
    }),
    state: 'error',
    saw: /^settings-broken$/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'settings',
    what: 'an oddity',
    changes: file({ warnings: [{ code: 'duplicate-server', subject: 'team', line: 12 }] }),
    state: 'warning',
    saw: /^settings-warning 12 duplicate-server team$/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'settings',
    what: 'no file',
    changes: file({ state: 'absent' }),
    state: 'skipped',
    saw: /^settings-absent$/,
  },
  {
    check: 'which-settings',
    what: 'two files',
    changes: maven({
      settings: [
        { ...goodFile, readers: ['terminal'], namedBy: '.mvn/maven.config' },
        { ...goodFile, path: '/other.xml', readers: ['java-extension'] },
      ],
    }),
    state: 'warning',
    saw: /^(read-by-default java-extension|read-by-name terminal \.mvn\/maven\.config)$/,
    fix: 'workbench.action.openSettings',
  },
  {
    check: 'which-settings',
    what: 'a HOME that is not Java’s',
    changes: maven({ envHome: '/root' }),
    state: 'warning',
    saw: /^home-differs \/root \/home\/me$/,
  },
  {
    check: 'server-ids',
    what: 'a mirror without a server',
    changes: file({ servers: [] }),
    state: 'error',
    saw: /^server-missing .*settings\.xml:9 terminal,maven-extension,java-extension$/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'server-ids',
    what: 'an id in another case',
    changes: server({ id: 'Team' }),
    state: 'error',
    saw: /^server-case .* Team$/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'server-ids',
    what: 'a server that nothing asks for',
    changes: file({
      servers: [
        ...goodFile.servers,
        { id: 'old', username: 'aws', line: 30, password: { kind: 'empty' } },
      ],
    }),
    state: 'warning',
    saw: /^server-unused$/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'server-ids',
    what: 'an id that a mirror hides',
    changes: claim({ isUsed: false }),
    state: 'warning',
    saw: /^server-mirrored$/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'server-ids',
    what: 'an id of two domains',
    changes: maven({ conflicts: [{ id: 'codeartifact', domains: ['a', 'b'] }] }),
    state: 'error',
    saw: /^server-conflict a, b$/,
  },
  ...(['mirrored-elsewhere', 'sent-elsewhere'] as const).map((code): Row => {
    const problem = { id: 'team', by: 'nexus', url: 'https://nexus/', file: '/s.xml', line: 3 };
    return {
      check: 'mirrors',
      what: code,
      changes: maven({ problems: [{ code, ...problem }] }),
      state: code === 'sent-elsewhere' ? 'error' : 'warning',
      saw:
        code === 'sent-elsewhere' ? /^sent-elsewhere https:/ : /^mirrored-elsewhere nexus https:/,
      fix: 'codeartifact.openFile',
    };
  }),
  {
    check: 'passwords',
    what: 'no token',
    changes: server({}),
    state: 'error',
    saw: /^password-missing$/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'passwords',
    what: 'a token that is over',
    changes: server({ password: { kind: 'literal', expires: new Date(now - 1) } }),
    state: 'error',
    saw: /^password-expired 2026/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'passwords',
    what: 'a variable, which the Java extensions do not see',
    changes: server({ password: { kind: 'variable', name: 'env.TOKEN' } }),
    state: 'warning',
    saw: /^password-variable-unseen env\.TOKEN$/,
    fix: 'codeartifact.refreshToken',
  },
  {
    check: 'passwords',
    what: 'an encrypted one',
    changes: server({ password: { kind: 'encrypted' } }),
    state: 'warning',
    saw: /^password-encrypted$/,
    fix: 'codeartifact.openFile',
  },
  {
    check: 'tracked',
    what: 'a file that git tracks',
    changes: { isGitTracked: () => Promise.resolve(true) },
    state: 'error',
    saw: /^tracked$/,
    fix: 'copy',
  },
  {
    check: 'tracked',
    what: 'the gradle.properties that git tracks',
    changes: {
      tokenFiles: () => Promise.resolve(['/app/gradle.properties']),
      isGitTracked: it => Promise.resolve(it === '/app/gradle.properties'),
    },
    state: 'error',
    saw: /^tracked$/,
    fix: 'copy',
  },
  {
    check: 'tracked',
    what: 'no git',
    changes: { isGitTracked: () => Promise.resolve(undefined) },
    state: 'skipped',
    saw: /^git-not-run$/,
  },
  {
    check: 'offline',
    what: 'offline in settings.xml',
    changes: file({ offline: true }),
    state: 'warning',
    saw: /^offline-in-settings$/,
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
    changes: maven({ offlineBy: [by] }),
    state: 'warning',
    saw: /^offline-option$/,
    ...(fix && { fix }),
  })),
  {
    check: 'offline',
    what: 'a Java extension that is offline',
    changes: { settings: { javaOffline: true } },
    state: 'warning',
    saw: /^offline-java$/,
    fix: 'workbench.action.openSettings',
  },
  {
    check: 'markers',
    what: 'failed downloads',
    changes: { failureMarkers: () => Promise.resolve({ failures: 3, folders: ['/repo'] }) },
    state: 'warning',
    saw: /^markers-found 3$/,
    fix: 'codeartifact.fix401',
  },
  {
    check: 'programs',
    what: 'no Maven',
    changes: { program: () => Promise.resolve({ kind: 'missing' }) },
    state: 'warning',
    saw: /^program-missing$/,
  },
  {
    check: 'programs',
    what: 'a version that no file tells',
    changes: { program: () => Promise.resolve({ kind: 'found', path: '/bin/x' }) },
    state: 'ok',
    saw: /^program-without-version \/bin\/x$/,
  },
  {
    check: 'programs',
    what: 'a JAVA_HOME that leads nowhere',
    changes: { program: () => Promise.resolve({ kind: 'wrong-home', folder: '/gone' }) },
    state: 'warning',
    saw: /^java-home-wrong \/gone$/,
  },
];

async function findings(
  id: string,
  changes: Partial<DiagnosticContext>,
): Promise<readonly Finding[]> {
  const check = allChecks.find(it => it.id === id);
  assert.ok(check, id);
  const of = testContext(changes);
  return await check.run(of, of.signal);
}

function idOf(fix: Fix | undefined): string | undefined {
  return fix?.kind === 'command' ? fix.command : fix?.kind;
}

describe('the checks of the doctor', () => {
  for (const { id } of allChecks)
    it(`${id}: all is well with the healthy`, async () => {
      const found = await findings(id, {});
      assert.ok(found.length > 0);
      assert.deepEqual(found.filter(({ state }) => state !== 'ok').map(codeAndArgs), []);
    });

  for (const { check, what, changes, state, saw, fix } of rows)
    it(`${check}: ${what}`, async () => {
      const found = await findings(check, changes);
      const said = found.filter(it => saw.test(codeAndArgs(it)));
      assert.equal(said.length > 0, true, found.map(codeAndArgs).join('\n'));
      assert.deepEqual(new Set(said.map(it => it.state)), new Set([state]));
      if (fix !== undefined)
        assert.deepEqual(new Set(said.map(it => idOf(it.fix))), new Set([fix]));
      for (const it of said) assert.doesNotMatch(codeAndArgs(it), /undefined/);
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

  const copied = async (id: string, changes: Partial<DiagnosticContext>): Promise<string> => {
    const [found] = await findings(id, changes);
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
    const changes = {
      ...file({ path: "/it's mine/settings.xml" }),
      isGitTracked: () => Promise.resolve(true),
    };
    assert.equal(
      await copied('tracked', changes),
      String.raw`git -C '/it'\''s mine' rm --cached -- settings.xml`,
    );
    const powershell = await copied('tracked', { ...changes, shell: 'powershell' });
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
