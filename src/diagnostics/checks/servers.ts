import path from 'node:path';
import { commandLine, type Shell } from '../../shared/shell';
import type { Check } from '../examine';
import type { Finding } from '../finding';
import { byCommand, copying, opening } from '../fixes';
import { nothingNamed, readersOf } from '../names';
import type { ClaimFact, MavenFacts, Patient, ServerFact, SettingsFact } from '../patient';
import { text } from '../text';

const none: Finding = {
  subject: '',
  state: 'skipped',
  saw: text(nothingNamed),
};

/** Whether servers and the repositories and mirrors that need them have the same ids. */
export const serverIds: Check = {
  id: 'server-ids',
  title: text('Server ids'),
  async run(patient) {
    const facts = await patient.maven();
    const found = facts.settings
      .filter(({ state }) => state !== 'broken')
      .flatMap(file => [
        ...facts.claims.flatMap(claim => claimFindings(claim, file, facts, patient)),
        ...orphans(file, facts),
      ]);
    const conflicts = facts.conflicts.map(({ id, domains }): Finding => ({
      subject: id,
      state: 'error',
      saw: text('is used for more than one domain: {0}', domains.join(', ')),
    }));
    const all = [...found, ...conflicts];
    return all.length > 0 ? all : [none];
  },
};

/** A repository or mirror of CodeArtifact, and the server that it needs. */
function claimFindings(
  { id, used, said }: ClaimFact,
  file: SettingsFact,
  facts: MavenFacts,
  patient: Patient,
): readonly Finding[] {
  const first = said[0];
  const where = first ? `${first.file}:${first.line}` : '';
  if (!used)
    return [
      {
        subject: id,
        state: 'warning',
        ...(first && opening(first.file, first.line)),
        saw: text(
          'a mirror with another id takes its place: no server of this id is ever asked for',
        ),
      },
    ];
  const server = file.servers.find(it => it.id === id);
  if (server) return [{ subject: id, state: 'ok', saw: text('is a server in {0}', file.path) }];
  const lookAlike = file.servers.find(it => it.id.toLowerCase() === id.toLowerCase());
  // Another tool's own file may leave the server to the first one.
  const state = file === facts.settings[0] ? 'error' : 'warning';
  const saw = lookAlike
    ? text('no server of this id in {0}, only {1}: ids differ in case', file.path, lookAlike.id)
    : text(
        'no server of this id in {0}, though {1} needs one: {2} sends no token',
        file.path,
        where,
        readersOf(file),
      );
  return [
    {
      subject: id,
      state,
      saw,
      ...byCommand(patient, text('Refresh Token'), 'codeartifact.refreshToken'),
    },
  ];
}

/** Servers that look like CodeArtifact's, which nothing asks for. */
function orphans({ path, servers, ids }: SettingsFact, { claims, pomIds }: MavenFacts): Finding[] {
  const wanted = new Set([...claims.map(({ id }) => id), ...ids, ...pomIds]);
  return servers
    .filter(({ id, username }) => username === 'aws' && !wanted.has(id))
    .map(({ id, line }) => ({
      subject: id,
      state: 'warning',
      ...opening(path, line),
      saw: text('this server has the id of no repository and no mirror: nothing uses it'),
    }));
}

/** Whether something takes the place of a repository of CodeArtifact, or gets its token. */
export const mirrors: Check = {
  id: 'mirrors',
  title: text('Mirrors'),
  async run(patient) {
    const { problems, claims } = await patient.maven();
    const found = problems.map(({ code, id, by, url, file, line }): Finding => ({
      subject: id,
      ...opening(file, line),
      ...(code === 'mirrored-elsewhere'
        ? {
            state: 'warning',
            saw: text(
              'the mirror {0} ({1}) takes its place: CodeArtifact is never asked',
              by ?? '',
              url,
            ),
          }
        : { state: 'error', saw: text('Maven would send the token of this server to {0}', url) }),
    }));
    if (found.length > 0) return found;
    return [
      claims.length === 0
        ? none
        : { subject: '', state: 'ok', saw: text('no mirror is in the way') },
    ];
  },
};

/** What the servers of CodeArtifact have as password. */
export const passwords: Check = {
  id: 'passwords',
  title: text('Token in settings.xml'),
  async run(patient) {
    const { settings, claims } = await patient.maven();
    const ids = new Set(claims.map(({ id }) => id));
    const found = settings.flatMap(file =>
      file.servers
        .filter(({ id }) => ids.has(id))
        .map(server => passwordFinding(server, file, patient)),
    );
    return found.length > 0 ? found : [none];
  },
};

function passwordFinding(
  { id, password, line }: ServerFact,
  { path, readers }: SettingsFact,
  patient: Patient,
): Finding {
  const refresh = byCommand(patient, text('Refresh Token'), 'codeartifact.refreshToken');
  switch (password.kind) {
    case 'none':
    case 'empty':
      return { subject: id, state: 'error', saw: text('has no token yet'), ...refresh };
    case 'encrypted':
      return {
        subject: id,
        state: 'warning',
        ...opening(path, line),
        saw: text('is encrypted: it cannot be a token that is still valid for long'),
      };
    case 'variable':
      return readers.includes('java-extension')
        ? {
            subject: id,
            state: 'warning',
            ...refresh,
            saw: text(
              'comes from the variable {0}, which the Java extensions do not see: they need the token itself',
              password.name,
            ),
          }
        : { subject: id, state: 'ok', saw: text('comes from the variable {0}', password.name) };
    case 'literal': {
      const { expires } = password;
      if (!expires)
        return { subject: id, state: 'ok', saw: text('is there; its life is not known') };
      return expires.getTime() <= patient.now()
        ? {
            subject: id,
            state: 'error',
            saw: text('expired at {0}', expires.toISOString()),
            ...refresh,
          }
        : { subject: id, state: 'ok', saw: text('is valid until {0}', expires.toISOString()) };
    }
  }
}

/** Whether a token lies in a file that git would give to others. */
export const tracked: Check = {
  id: 'tracked',
  title: text('Token under version control'),
  async run(patient) {
    const { settings } = await patient.maven();
    const withPassword = settings.filter(({ servers }) =>
      servers.some(({ password }) => password.kind === 'literal'),
    );
    const holding = [...withPassword.map(it => it.path), ...(await patient.tokenFiles())];
    if (holding.length === 0)
      return [{ subject: '', state: 'skipped', saw: text('no file holds a password') }];
    return await Promise.all(
      [...new Set(holding)].map(async (file): Promise<Finding> => {
        const is = await patient.tracked(file);
        if (is === undefined)
          return { subject: file, state: 'skipped', saw: text('git was not asked') };
        return is
          ? {
              subject: file,
              state: 'error',
              saw: text('git tracks it, with the token in it'),
              ...copying(untrack(file, patient.shell)),
            }
          : { subject: file, state: 'ok', saw: text('git does not track it') };
      }),
    );
  },
};

/** The file stays; git forgets it with the next commit. */
function untrack(file: string, shell: Shell): string {
  const { dir, base } = path.parse(file);
  return commandLine(shell, 'git', ['-C', dir], ['rm', '--cached', '--', base]);
}
