import path from 'node:path';
import { formatCommandLine, type Shell } from '../../shared/shell';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix, copyCommandFix, openFileFix } from '../fixes';
import { noRepositoryFound, formatReaders } from '../factNames';
import type {
  ClaimFact,
  MavenFacts,
  DiagnosticContext,
  ServerFact,
  SettingsFact,
} from '../diagnosticContext';
import { localizableText } from '../localizableText';

const nothingToCheck: Finding = {
  subject: '',
  state: 'skipped',
  observation: localizableText(noRepositoryFound),
};

/** Whether servers and the repositories and mirrors that need them have the same ids. */
export const serverIdsCheck: Check = {
  id: 'server-ids',
  title: localizableText('Server ids'),
  async run(context) {
    const facts = await context.maven();
    const found = facts.settings
      .filter(({ state }) => state !== 'broken')
      .flatMap(file => [
        ...facts.claims.flatMap(claim => claimFindings(claim, file, facts, context)),
        ...orphanServerFindings(file, facts),
      ]);
    const conflicts = facts.conflicts.map(({ id, domains }): Finding => ({
      subject: id,
      state: 'error',
      observation: localizableText('is used for more than one domain: {0}', domains.join(', ')),
    }));
    const all = [...found, ...conflicts];
    return all.length > 0 ? all : [nothingToCheck];
  },
};

/** A repository or mirror of CodeArtifact, and the server that it needs. */
function claimFindings(
  { id, isUsed, sources }: ClaimFact,
  file: SettingsFact,
  facts: MavenFacts,
  context: DiagnosticContext,
): readonly Finding[] {
  const first = sources[0];
  const where = first ? `${first.file}:${first.line}` : '';
  if (!isUsed)
    return [
      {
        subject: id,
        state: 'warning',
        ...(first && openFileFix(first.file, first.line)),
        observation: localizableText(
          'a mirror with another id takes its place: no server of this id is ever asked for',
        ),
      },
    ];
  const server = file.servers.find(it => it.id === id);
  if (server)
    return [
      { subject: id, state: 'ok', observation: localizableText('is a server in {0}', file.path) },
    ];
  const sameIdIgnoringCase = file.servers.find(it => it.id.toLowerCase() === id.toLowerCase());
  // Another tool's own file may leave the server to the first one.
  const state = file === facts.settings[0] ? 'error' : 'warning';
  const observation = sameIdIgnoringCase
    ? localizableText(
        'no server of this id in {0}, only {1}: ids differ in case',
        file.path,
        sameIdIgnoringCase.id,
      )
    : localizableText(
        'no server of this id in {0}, though {1} needs one: {2} sends no token',
        file.path,
        where,
        formatReaders(file),
      );
  return [
    {
      subject: id,
      state,
      observation,
      ...commandFix(context, localizableText('Refresh Token'), 'codeartifact.refreshToken'),
    },
  ];
}

/** Servers that look like CodeArtifact's, which nothing asks for. */
function orphanServerFindings(
  { path, servers, ids }: SettingsFact,
  { claims, pomIds }: MavenFacts,
): Finding[] {
  const requiredIds = new Set([...claims.map(({ id }) => id), ...ids, ...pomIds]);
  return servers
    .filter(({ id, username }) => username === 'aws' && !requiredIds.has(id))
    .map(({ id, line }) => ({
      subject: id,
      state: 'warning',
      ...openFileFix(path, line),
      observation: localizableText(
        'this server has the id of no repository and no mirror: nothing uses it',
      ),
    }));
}

/** Whether something takes the place of a repository of CodeArtifact, or gets its token. */
export const mirrorsCheck: Check = {
  id: 'mirrors',
  title: localizableText('Mirrors'),
  async run(context) {
    const { problems, claims } = await context.maven();
    const found = problems.map(({ code, id, by, url, file, line }): Finding => ({
      subject: id,
      ...openFileFix(file, line),
      ...(code === 'mirrored-elsewhere'
        ? {
            state: 'warning',
            observation: localizableText(
              'the mirror {0} ({1}) takes its place: CodeArtifact is never asked',
              by ?? '',
              url,
            ),
          }
        : {
            state: 'error',
            observation: localizableText('Maven would send the token of this server to {0}', url),
          }),
    }));
    if (found.length > 0) return found;
    return [
      claims.length === 0
        ? nothingToCheck
        : { subject: '', state: 'ok', observation: localizableText('no mirror is in the way') },
    ];
  },
};

/** What the servers of CodeArtifact have as password. */
export const passwordsCheck: Check = {
  id: 'passwords',
  title: localizableText('Token in settings.xml'),
  async run(context) {
    const { settings, claims } = await context.maven();
    const ids = new Set(claims.map(({ id }) => id));
    const found = settings.flatMap(file =>
      file.servers
        .filter(({ id }) => ids.has(id))
        .map(server => passwordFinding(server, file, context)),
    );
    return found.length > 0 ? found : [nothingToCheck];
  },
};

function passwordFinding(
  { id, password, line }: ServerFact,
  { path, readers }: SettingsFact,
  patient: DiagnosticContext,
): Finding {
  const refresh = commandFix(
    patient,
    localizableText('Refresh Token'),
    'codeartifact.refreshToken',
  );
  switch (password.kind) {
    case 'none':
    case 'empty':
      return {
        subject: id,
        state: 'error',
        observation: localizableText('has no token yet'),
        ...refresh,
      };
    case 'encrypted':
      return {
        subject: id,
        state: 'warning',
        ...openFileFix(path, line),
        observation: localizableText(
          'is encrypted: it cannot be a token that is still valid for long',
        ),
      };
    case 'variable':
      return readers.includes('java-extension')
        ? {
            subject: id,
            state: 'warning',
            ...refresh,
            observation: localizableText(
              'comes from the variable {0}, which the Java extensions do not see: they need the token itself',
              password.name,
            ),
          }
        : {
            subject: id,
            state: 'ok',
            observation: localizableText('comes from the variable {0}', password.name),
          };
    case 'literal': {
      const { expires } = password;
      if (!expires)
        return {
          subject: id,
          state: 'ok',
          observation: localizableText('is there; its life is not known'),
        };
      return expires.getTime() <= patient.now()
        ? {
            subject: id,
            state: 'error',
            observation: localizableText('expired at {0}', expires.toISOString()),
            ...refresh,
          }
        : {
            subject: id,
            state: 'ok',
            observation: localizableText('is valid until {0}', expires.toISOString()),
          };
    }
  }
}

/** Whether a token lies in a file that git would give to others. */
export const gitTrackedCheck: Check = {
  id: 'tracked',
  title: localizableText('Token under version control'),
  async run(context) {
    const { settings } = await context.maven();
    const withPassword = settings.filter(({ servers }) =>
      servers.some(({ password }) => password.kind === 'literal'),
    );
    const filesWithToken = [...withPassword.map(it => it.path), ...(await context.tokenFiles())];
    if (filesWithToken.length === 0)
      return [
        { subject: '', state: 'skipped', observation: localizableText('no file holds a password') },
      ];
    return await Promise.all(
      [...new Set(filesWithToken)].map(async (file): Promise<Finding> => {
        const isTracked = await context.isGitTracked(file);
        if (isTracked === undefined)
          return {
            subject: file,
            state: 'skipped',
            observation: localizableText('git was not asked'),
          };
        return isTracked
          ? {
              subject: file,
              state: 'error',
              observation: localizableText('git tracks it, with the token in it'),
              ...copyCommandFix(untrackCommand(file, context.shell)),
            }
          : { subject: file, state: 'ok', observation: localizableText('git does not track it') };
      }),
    );
  },
};

/** The file stays; git forgets it with the next commit. */
function untrackCommand(file: string, shell: Shell): string {
  const { dir, base } = path.parse(file);
  return formatCommandLine(shell, 'git', ['-C', dir], ['rm', '--cached', '--', base]);
}
