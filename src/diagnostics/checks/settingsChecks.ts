import path from 'node:path';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix, openFileFix, openSettingFix } from '../fixes';
import type { MavenFacts, SettingsFact } from '../diagnosticContext';
import { observe, type Observation } from '../messages';

/** Whether Maven can parse each settings.xml in use. */
export const settingsSyntaxCheck: Check = {
  id: 'settings',
  async run(context) {
    const { settings } = await context.maven();
    return settings.flatMap(settingsSyntaxFindings);
  },
};

function settingsSyntaxFindings(it: SettingsFact): readonly Finding[] {
  const subject = it.path;
  switch (it.state) {
    case 'absent':
      return [{ subject, state: 'skipped', observation: observe('settings-absent') }];
    case 'broken':
      return [
        {
          subject,
          state: 'error',
          observation: observe('settings-broken'),
          ...(it.failure && { failure: it.failure }),
          ...openFileFix(it.path, it.failure?.details.line),
        },
      ];
    case 'read':
      return [
        { subject, state: 'ok', observation: observe('settings-valid') },
        ...it.warnings.map((warning): Finding => ({
          subject,
          state: 'warning',
          ...openFileFix(it.path, warning.line),
          observation: observe('settings-warning', warning.line, warning.code, warning.subject),
        })),
      ];
  }
}

/** Which settings.xml each program reads, and why. */
export const settingsReadersCheck: Check = {
  id: 'which-settings',
  async run(context) {
    const facts = await context.maven();
    const several = facts.settings.length > 1;
    return [
      ...facts.settings.map((it): Finding => ({
        subject: it.path,
        state: several ? 'warning' : 'ok',
        observation: describeReaders(it),
        ...(several && {
          ...openSettingFix(settingNameFor(it)),
          ...commandFix(context, 'align', 'codeartifact.alignSettings'),
        }),
      })),
      ...homeFolderFindings(facts),
    ];
  },
};

function describeReaders({ namedBy, homeFrom, readers }: SettingsFact): Observation {
  if (homeFrom !== undefined) return observe('read-by-home', readers, homeFrom);
  return namedBy === 'default'
    ? observe('read-by-default', readers)
    : observe('read-by-name', readers, namedBy);
}

function settingNameFor({ readers }: SettingsFact): string {
  return readers.includes('java-extension')
    ? 'java.configuration.maven.userSettings'
    : 'maven.settingsFile';
}

/** Java takes the home folder from the password database; shells and most programs use `$HOME`. */
function homeFolderFindings({ accountHome, envHome, settings }: MavenFacts): readonly Finding[] {
  const moved = settings.some(({ homeFrom }) => homeFrom !== undefined);
  if (envHome === undefined || moved || path.resolve(envHome) === path.resolve(accountHome))
    return [];
  return [
    {
      subject: 'HOME',
      state: 'warning',
      observation: observe('home-differs', envHome, accountHome),
    },
  ];
}

/** Whether Maven is in offline mode. */
export const offlineCheck: Check = {
  id: 'offline',
  async run(context) {
    const { settings, offlineBy } = await context.maven();
    const files = settings
      .filter(it => it.offline)
      .map((it): Finding => ({
        subject: it.path,
        state: 'warning',
        ...openFileFix(it.path),
        observation: observe('offline-in-settings'),
      }));
    const java: Finding[] = context.settings.javaOffline
      ? [
          {
            subject: 'java.import.maven.offline.enabled',
            state: 'warning',
            observation: observe('offline-java'),
            ...openSettingFix('java.import.maven.offline.enabled'),
          },
        ]
      : [];
    const found = [...files, ...offlineBy.map(offlineOptionFinding), ...java];
    return found.length > 0
      ? found
      : [{ subject: '', state: 'ok', observation: observe('online') }];
  },
};

function offlineOptionFinding(by: MavenFacts['offlineBy'][number]): Finding {
  const state = 'warning';
  const observation = observe('offline-option');
  switch (by.kind) {
    case 'file':
      return { subject: by.path, state, observation, ...openFileFix(by.path) };
    case 'setting':
      return { subject: by.name, state, observation, ...openSettingFix(by.name) };
    case 'variable':
      return { subject: by.name, state, observation };
  }
}
