import path from 'node:path';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix, openFileFix, openSettingFix } from '../fixes';
import { formatReaders } from '../factNames';
import type { MavenFacts, SettingsFact } from '../diagnosticContext';
import { localizableText, type LocalizableText } from '../localizableText';

/** Whether each settings.xml that something reads can be read. */
export const settingsSyntaxCheck: Check = {
  id: 'settings',
  title: localizableText('settings.xml'),
  async run(context) {
    const { settings } = await context.maven();
    return settings.flatMap(settingsSyntaxFindings);
  },
};

function settingsSyntaxFindings(it: SettingsFact): readonly Finding[] {
  const subject = it.path;
  switch (it.state) {
    case 'absent':
      return [{ subject, state: 'skipped', observation: localizableText('is not there') }];
    case 'broken':
      return [
        {
          subject,
          state: 'error',
          observation: localizableText('Maven cannot read it'),
          ...(it.failure && { failure: it.failure }),
          ...openFileFix(it.path, it.failure?.details.line),
        },
      ];
    case 'read':
      return [
        { subject, state: 'ok', observation: localizableText('is well-formed') },
        ...it.warnings.map((warning): Finding => ({
          subject,
          state: 'warning',
          ...openFileFix(it.path, warning.line),
          observation: localizableText('line {0}: {1}', warning.line, warning.text),
        })),
      ];
  }
}

/** Which settings.xml each tool reads, and why. */
export const settingsReadersCheck: Check = {
  id: 'which-settings',
  title: localizableText('Who reads which settings.xml'),
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
          ...commandFix(context, localizableText('Align'), 'codeartifact.alignSettings'),
        }),
      })),
      ...homeFolderFindings(facts),
    ];
  },
};

function describeReaders(it: SettingsFact): LocalizableText {
  const { namedBy, homeFrom } = it;
  const readers = formatReaders(it);
  if (homeFrom !== undefined)
    return localizableText('is read by {0}; {1} names the home folder', readers, homeFrom);
  return namedBy === 'default'
    ? localizableText('is read by {0}; it is the usual one', readers)
    : localizableText('is read by {0}; {1} names it', readers, namedBy);
}

function settingNameFor({ readers }: SettingsFact): string {
  return readers.includes('java-extension')
    ? 'java.configuration.maven.userSettings'
    : 'maven.settingsFile';
}

/** Java takes the home folder from the password database; shells and most tools take `$HOME`. */
function homeFolderFindings({ accountHome, envHome, settings }: MavenFacts): readonly Finding[] {
  const moved = settings.some(({ homeFrom }) => homeFrom !== undefined);
  if (envHome === undefined || moved || path.resolve(envHome) === path.resolve(accountHome))
    return [];
  return [
    {
      subject: 'HOME',
      state: 'warning',
      observation: localizableText(
        'is {0}, but Java, and so Maven, takes {1}',
        envHome,
        accountHome,
      ),
    },
  ];
}

/** Whether Maven is told to stay off the network. */
export const offlineCheck: Check = {
  id: 'offline',
  title: localizableText('Offline'),
  async run(context) {
    const { settings, offlineBy } = await context.maven();
    const files = settings
      .filter(it => it.offline)
      .map((it): Finding => ({
        subject: it.path,
        state: 'warning',
        ...openFileFix(it.path),
        observation: localizableText('<offline>true</offline>: Maven downloads nothing'),
      }));
    const java: Finding[] = context.settings.javaOffline
      ? [
          {
            subject: 'java.import.maven.offline.enabled',
            state: 'warning',
            observation: localizableText('the Java extension downloads nothing'),
            ...openSettingFix('java.import.maven.offline.enabled'),
          },
        ]
      : [];
    const found = [...files, ...offlineBy.map(offlineOptionFinding), ...java];
    return found.length > 0
      ? found
      : [{ subject: '', state: 'ok', observation: localizableText('Maven may use the network') }];
  },
};

function offlineOptionFinding(by: MavenFacts['offlineBy'][number]): Finding {
  const state = 'warning';
  const observation = localizableText('passes -o to Maven, which then downloads nothing');
  switch (by.kind) {
    case 'file':
      return { subject: by.path, state, observation, ...openFileFix(by.path) };
    case 'setting':
      return { subject: by.name, state, observation, ...openSettingFix(by.name) };
    case 'variable':
      return { subject: by.name, state, observation };
  }
}
