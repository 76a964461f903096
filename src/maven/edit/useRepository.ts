import { mirrorFor, patternParts } from '../mirrors';
import { mirrorsOf } from '../readSettings';
import type { MirrorChoice, UseRepository } from '../settingsChange';
import { child, childrenOf, type XmlElement } from '../xml/element';
import { textOf } from '../xml/text';
import type { Draft } from './draft';
import type { SettingsEditor } from './editor';
import { keyOf } from './paths';
import { removeElement } from './remove';

const enabled: Draft = { name: 'enabled', content: 'true' };

/** Writes profile and mirror of the console's form, or completes what is there of them. */
export function useRepository(editor: SettingsEditor, change: UseRepository): void {
  const { mirrorOf } = change;
  const lists = ['repositories'];
  if (mirrorOf === 'none' || mirrorOf === 'central') lists.push('pluginRepositories');
  if (entry(editor, 'profiles', change.id)) completeProfile(editor, change, lists);
  else insertProfile(editor, change, lists);
  if (mirrorOf !== 'none') setMirror(editor, change, mirrorOf);
  else {
    const former = entry(editor, 'mirrors', change.id);
    if (former) removeElement(editor, former);
  }
  noteShadows(editor, change);
}

/** The first entry with that id of a list in the root. */
function entry(editor: SettingsEditor, list: string, id: string): XmlElement | undefined {
  const entries = child(editor.open.root, list)?.children ?? [];
  return entries.find(it => keyOf(editor.source, it) === id);
}

function repository(list: string, { id, url }: UseRepository): Draft {
  const name = list === 'repositories' ? 'repository' : 'pluginRepository';
  const content: Draft[] = [
    { name: 'id', content: id },
    { name: 'url', content: url },
  ];
  if (list === 'pluginRepositories')
    content.push(
      { name: 'releases', content: [enabled] },
      { name: 'snapshots', content: [enabled] },
    );
  return { name, content };
}

function insertProfile(
  editor: SettingsEditor,
  change: UseRepository,
  lists: readonly string[],
): void {
  const activation = { name: 'activeByDefault', content: 'true' };
  editor.insertEntry('profiles', {
    name: 'profile',
    content: [
      { name: 'id', content: change.id },
      { name: 'activation', content: [activation] },
      ...lists.map(name => ({ name, content: [repository(name, change)] })),
    ],
  });
}

function completeProfile(
  editor: SettingsEditor,
  change: UseRepository,
  lists: readonly string[],
): void {
  const profile = () => {
    const found = entry(editor, 'profiles', change.id);
    if (!found) throw new Error('the profile was not found again');
    return found;
  };
  const active = child(editor.open.root, 'activeProfiles')?.children ?? [];
  if (!active.some(it => textOf(editor.source, it) === change.id)) {
    const activation = editor.field(profile(), 'activation');
    setField(editor, activation, 'activeByDefault', 'true');
  }
  for (const list of lists) {
    const present = child(profile(), list);
    const same = present?.children.find(it => keyOf(editor.source, it) === change.id);
    if (same) setField(editor, same, 'url', change.url);
    else editor.insertInside(editor.field(profile(), list), repository(list, change));
  }
}

function setField(editor: SettingsEditor, parent: XmlElement, name: string, value: string): void {
  const field = child(parent, name);
  if (field) editor.setValue(field, value);
  else editor.insertInside(parent, { name, content: value });
}

function setMirror(editor: SettingsEditor, { id, url }: UseRepository, choice: MirrorChoice): void {
  const present = entry(editor, 'mirrors', id);
  if (!present) {
    editor.insertEntry('mirrors', {
      name: 'mirror',
      content: [
        { name: 'id', content: id },
        { name: 'name', content: id },
        { name: 'url', content: url },
        { name: 'mirrorOf', content: choice },
      ],
    });
    return;
  }
  setField(editor, present, 'url', url);
  const again = entry(editor, 'mirrors', id) ?? present;
  setField(editor, again, 'mirrorOf', withExclusions(editor, again, choice));
}

/** The choice, with what the mirror leaves out already. */
function withExclusions(editor: SettingsEditor, mirror: XmlElement, choice: MirrorChoice): string {
  const field = child(mirror, 'mirrorOf');
  const former = field ? textOf(editor.source, field) : '';
  const [head, ...rest] = patternParts(former);
  // Same choice: the pattern stays as it is written, spaces and all.
  if (head === choice && rest.every(part => part.startsWith('!'))) return former;
  const exclusions = patternParts(former).filter(part => part.startsWith('!'));
  return choice === 'central' ? choice : [choice, ...exclusions].join(',');
}

function noteShadows(editor: SettingsEditor, { id, url, mirrorOf }: UseRepository): void {
  const mirrors = mirrorsOf(editor.open);
  const own = mirrorFor(mirrors, { id, url });
  if (own && own.id !== id && own.url !== url) editor.note('repository-shadowed', id, own.id);
  if (mirrorOf === 'none') return;
  const central = mirrorFor(mirrors, {
    id: 'central',
    url: 'https://repo.maven.apache.org/maven2',
  });
  if (central && central.id !== id) editor.note('mirror-shadowed', id, central.id);
}

/** Lets `repository` pass by a mirror. */
export function excludeFromMirror(
  editor: SettingsEditor,
  mirrorId: string,
  repositoryId: string,
): void {
  const found = childrenOf(child(editor.open.root, 'mirrors'), 'mirror').find(
    it => keyOf(editor.source, it) === mirrorId,
  );
  const field = found && child(found, 'mirrorOf');
  if (!field) return;
  const pattern = textOf(editor.source, field);
  const exclusion = `!${repositoryId}`;
  if (patternParts(pattern).includes(exclusion)) return;
  editor.setValue(field, `${pattern},${exclusion}`);
}

/** Names a profile in `<activeProfiles>`, unless it is there. */
export function activateProfile(editor: SettingsEditor, id: string): void {
  const active = child(editor.open.root, 'activeProfiles')?.children ?? [];
  if (active.some(it => textOf(editor.source, it) === id)) return;
  editor.insertEntry('activeProfiles', { name: 'activeProfile', content: id });
}
