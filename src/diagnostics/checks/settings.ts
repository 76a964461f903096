import path from 'node:path';
import type { Check } from '../examine';
import type { Finding } from '../finding';
import { byCommand, opening, openingSetting } from '../fixes';
import { readersOf } from '../names';
import type { MavenFacts, SettingsFact } from '../patient';
import { text, type Text } from '../text';

/** Whether each settings.xml that something reads can be read. */
export const wellFormed: Check = {
  id: 'settings',
  title: text('settings.xml'),
  async run(patient) {
    const { settings } = await patient.maven();
    return settings.flatMap(wellFormedFindings);
  },
};

function wellFormedFindings(it: SettingsFact): readonly Finding[] {
  const subject = it.path;
  switch (it.state) {
    case 'absent':
      return [{ subject, state: 'skipped', saw: text('is not there') }];
    case 'broken':
      return [
        {
          subject,
          state: 'error',
          saw: text('Maven cannot read it'),
          ...(it.failure && { failure: it.failure }),
          ...opening(it.path, it.failure?.details.line),
        },
      ];
    case 'read':
      return [
        { subject, state: 'ok', saw: text('is well-formed') },
        ...it.warnings.map((warning): Finding => ({
          subject,
          state: 'warning',
          ...opening(it.path, warning.line),
          saw: text('line {0}: {1}', warning.line, warning.text),
        })),
      ];
  }
}

/** Which settings.xml each tool reads, and why. */
export const whichFile: Check = {
  id: 'which-settings',
  title: text('Who reads which settings.xml'),
  async run(patient) {
    const facts = await patient.maven();
    const several = facts.settings.length > 1;
    return [
      ...facts.settings.map((it): Finding => ({
        subject: it.path,
        state: several ? 'warning' : 'ok',
        saw: whoReads(it),
        ...(several && {
          ...openingSetting(settingOf(it)),
          ...byCommand(patient, text('Align'), 'codeartifact.alignSettings'),
        }),
      })),
      ...homes(facts),
    ];
  },
};

function whoReads(it: SettingsFact): Text {
  const { namedBy, homeFrom } = it;
  const who = readersOf(it);
  if (homeFrom !== undefined)
    return text('is read by {0}; {1} names the home folder', who, homeFrom);
  return namedBy === 'default'
    ? text('is read by {0}; it is the usual one', who)
    : text('is read by {0}; {1} names it', who, namedBy);
}

function settingOf({ readers: its }: SettingsFact): string {
  return its.includes('java-extension')
    ? 'java.configuration.maven.userSettings'
    : 'maven.settingsFile';
}

/** Java takes the home folder from the password database; shells and most tools take `$HOME`. */
function homes({ accountHome, envHome, settings }: MavenFacts): readonly Finding[] {
  const moved = settings.some(({ homeFrom }) => homeFrom !== undefined);
  if (envHome === undefined || moved || path.resolve(envHome) === path.resolve(accountHome))
    return [];
  return [
    {
      subject: 'HOME',
      state: 'warning',
      saw: text('is {0}, but Java, and so Maven, takes {1}', envHome, accountHome),
    },
  ];
}

/** Whether Maven is told to stay off the network. */
export const offline: Check = {
  id: 'offline',
  title: text('Offline'),
  async run(patient) {
    const { settings, offlineBy } = await patient.maven();
    const files = settings
      .filter(it => it.offline)
      .map((it): Finding => ({
        subject: it.path,
        state: 'warning',
        ...opening(it.path),
        saw: text('<offline>true</offline>: Maven downloads nothing'),
      }));
    const java: Finding[] = patient.settings.javaOffline
      ? [
          {
            subject: 'java.import.maven.offline.enabled',
            state: 'warning',
            saw: text('the Java extension downloads nothing'),
            ...openingSetting('java.import.maven.offline.enabled'),
          },
        ]
      : [];
    const found = [...files, ...offlineBy.map(offlineOption), ...java];
    return found.length > 0
      ? found
      : [{ subject: '', state: 'ok', saw: text('Maven may use the network') }];
  },
};

function offlineOption(by: MavenFacts['offlineBy'][number]): Finding {
  const state = 'warning';
  const saw = text('passes -o to Maven, which then downloads nothing');
  switch (by.kind) {
    case 'file':
      return { subject: by.path, state, saw, ...opening(by.path) };
    case 'setting':
      return { subject: by.name, state, saw, ...openingSetting(by.name) };
    case 'variable':
      return { subject: by.name, state, saw };
  }
}
