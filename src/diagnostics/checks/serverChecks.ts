import path from 'node:path';
import { formatCommandLine, type Shell } from '../../shared/shell';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix, copyCommandFix, openFileFix } from '../fixes';
import type {
  ClaimFact,
  MavenFacts,
  DiagnosticContext,
  ServerFact,
  SettingsFact,
} from '../diagnosticContext';
import { observe } from '../messages';

const nothingToCheck: Finding = {
  subject: '',
  state: 'skipped',
  observation: observe('no-repository'),
};

/** Whether every repository and mirror of CodeArtifact has a server with the same id. */
export const serverIdsCheck: Check = {
  id: 'server-ids',
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
      observation: observe('server-conflict', domains.join(', ')),
    }));
    const all = [...found, ...conflicts];
    return all.length > 0 ? all : [nothingToCheck];
  },
};

/** Checks that a repository or mirror of CodeArtifact has its server. */
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
        observation: observe('server-mirrored'),
      },
    ];
  const server = file.servers.find(it => it.id === id);
  if (server)
    return [{ subject: id, state: 'ok', observation: observe('server-found', file.path) }];
  const sameIdIgnoringCase = file.servers.find(it => it.id.toLowerCase() === id.toLowerCase());
  // A settings.xml that only some programs read might not need the server.
  const state = file === facts.settings[0] ? 'error' : 'warning';
  const observation = sameIdIgnoringCase
    ? observe('server-case', file.path, sameIdIgnoringCase.id)
    : observe('server-missing', file.path, where, file.readers);
  return [
    {
      subject: id,
      state,
      observation,
      ...commandFix(context, 'refresh-token', 'codeartifact.refreshToken'),
    },
  ];
}

/** Servers that look like CodeArtifact's but that no repository uses. */
function orphanServerFindings(
  { path, servers, ids }: SettingsFact,
  { claims, usedIds }: MavenFacts,
): Finding[] {
  if (usedIds.some(id => id.includes('${'))) return [];
  const requiredIds = new Set([...claims.map(({ id }) => id), ...ids, ...usedIds]);
  return servers
    .filter(({ id, username }) => username === 'aws' && !requiredIds.has(id))
    .map(({ id, line }) => ({
      subject: id,
      state: 'warning',
      ...openFileFix(path, line),
      observation: observe('server-unused'),
    }));
}

/** Whether a mirror replaces a CodeArtifact repository or receives its token. */
export const mirrorsCheck: Check = {
  id: 'mirrors',
  async run(context) {
    const { problems, claims } = await context.maven();
    const found = problems.map(({ code, id, by, url, file, line }): Finding => ({
      subject: id,
      ...openFileFix(file, line),
      ...(code === 'mirrored-elsewhere'
        ? {
            state: 'warning',
            observation: observe('mirrored-elsewhere', by ?? '', url),
          }
        : {
            state: 'error',
            observation: observe('sent-elsewhere', url),
          }),
    }));
    if (found.length > 0) return found;
    return [
      claims.length === 0
        ? nothingToCheck
        : { subject: '', state: 'ok', observation: observe('no-mirror') },
    ];
  },
};

/** Whether the servers of CodeArtifact have a valid token. */
export const passwordsCheck: Check = {
  id: 'passwords',
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
  context: DiagnosticContext,
): Finding {
  const refresh = commandFix(context, 'refresh-token', 'codeartifact.refreshToken');
  switch (password.kind) {
    case 'none':
    case 'empty':
      return {
        subject: id,
        state: 'error',
        observation: observe('password-missing'),
        ...refresh,
      };
    case 'encrypted':
      return {
        subject: id,
        state: 'warning',
        ...openFileFix(path, line),
        observation: observe('password-encrypted'),
      };
    case 'variable':
      return readers.includes('java-extension')
        ? {
            subject: id,
            state: 'warning',
            ...refresh,
            observation: observe('password-variable-unseen', password.name),
          }
        : {
            subject: id,
            state: 'ok',
            observation: observe('password-variable', password.name),
          };
    case 'literal': {
      const { expires } = password;
      if (!expires)
        return {
          subject: id,
          state: 'ok',
          observation: observe('password-unknown'),
        };
      return expires.getTime() <= context.now()
        ? {
            subject: id,
            state: 'error',
            observation: observe('password-expired', expires.toISOString()),
            ...refresh,
          }
        : {
            subject: id,
            state: 'ok',
            observation: observe('password-valid', expires.toISOString()),
          };
    }
  }
}

/** Whether a file with a token is tracked by Git. */
export const gitTrackedCheck: Check = {
  id: 'tracked',
  async run(context) {
    const { settings } = await context.maven();
    const withPassword = settings.filter(({ servers }) =>
      servers.some(({ password }) => password.kind === 'literal'),
    );
    const filesWithToken = [...withPassword.map(it => it.path), ...(await context.tokenFiles())];
    if (filesWithToken.length === 0)
      return [{ subject: '', state: 'skipped', observation: observe('no-password') }];
    return await Promise.all(
      [...new Set(filesWithToken)].map(async (file): Promise<Finding> => {
        const isTracked = await context.isGitTracked(file);
        if (isTracked === undefined)
          return {
            subject: file,
            state: 'skipped',
            observation: observe('git-not-run'),
          };
        return isTracked
          ? {
              subject: file,
              state: 'error',
              observation: observe('tracked'),
              ...copyCommandFix(untrackCommand(file, context.shell)),
            }
          : { subject: file, state: 'ok', observation: observe('not-tracked') };
      }),
    );
  },
};

/** The command keeps the file on disk and removes it from the index. */
function untrackCommand(file: string, shell: Shell): string {
  const { dir, base } = path.parse(file);
  return formatCommandLine(shell, 'git', ['-C', dir], ['rm', '--cached', '--', base]);
}
