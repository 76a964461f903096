import { selectMirror, splitMirrorPattern } from '../selectMirror';
import { readMirrors } from '../parseSettings';
import type { MirrorChoice, UseRepository } from '../settingsChange';
import { findChild, findChildren, type XmlElement } from '../xml/xmlElement';
import { readElementText } from '../xml/readElementText';
import type { NewElement } from './newElement';
import type { SettingsEditor } from './settingsEditor';
import { entryKey } from './elementPath';
import { removeElement } from './removeElement';

const enabledElement: NewElement = { name: 'enabled', content: 'true' };

/** Writes the profile and mirror as the AWS console shows them, or completes existing ones. */
export function useRepository(editor: SettingsEditor, change: UseRepository): void {
  const { mirrorOf } = change;
  const lists = ['repositories'];
  if (mirrorOf === 'none' || mirrorOf === 'central') lists.push('pluginRepositories');
  if (findEntry(editor, 'profiles', change.id)) completeProfile(editor, change, lists);
  else insertProfile(editor, change, lists);
  if (mirrorOf !== 'none') setMirror(editor, change, mirrorOf);
  else {
    const former = findEntry(editor, 'mirrors', change.id);
    if (former) removeElement(editor, former);
  }
  addShadowNotes(editor, change);
}

/** The first entry with that id in a list of the root. */
function findEntry(editor: SettingsEditor, list: string, id: string): XmlElement | undefined {
  const entries = findChild(editor.document.root, list)?.children ?? [];
  return entries.find(it => entryKey(editor.source, it) === id);
}

function createRepositoryElement(list: string, { id, url }: UseRepository): NewElement {
  const name = list === 'repositories' ? 'repository' : 'pluginRepository';
  const content: NewElement[] = [
    { name: 'id', content: id },
    { name: 'url', content: url },
  ];
  if (list === 'pluginRepositories')
    content.push(
      { name: 'releases', content: [enabledElement] },
      { name: 'snapshots', content: [enabledElement] },
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
      ...lists.map(name => ({ name, content: [createRepositoryElement(name, change)] })),
    ],
  });
}

function completeProfile(
  editor: SettingsEditor,
  change: UseRepository,
  lists: readonly string[],
): void {
  const requireProfile = () => {
    const found = findEntry(editor, 'profiles', change.id);
    if (!found) throw new Error('the profile was not found again');
    return found;
  };
  const activeProfiles = findChild(editor.document.root, 'activeProfiles')?.children ?? [];
  if (!activeProfiles.some(it => readElementText(editor.source, it) === change.id)) {
    const activation = editor.ensureChild(requireProfile(), 'activation');
    setField(editor, activation, 'activeByDefault', 'true');
  }
  for (const list of lists) {
    const existingList = findChild(requireProfile(), list);
    const existingEntry = existingList?.children.find(
      it => entryKey(editor.source, it) === change.id,
    );
    if (existingEntry) setField(editor, existingEntry, 'url', change.url);
    else
      editor.appendChild(
        editor.ensureChild(requireProfile(), list),
        createRepositoryElement(list, change),
      );
  }
}

function setField(editor: SettingsEditor, parent: XmlElement, name: string, value: string): void {
  const field = findChild(parent, name);
  if (field) editor.setValue(field, value);
  else editor.appendChild(parent, { name, content: value });
}

function setMirror(editor: SettingsEditor, { id, url }: UseRepository, choice: MirrorChoice): void {
  const existing = findEntry(editor, 'mirrors', id);
  if (!existing) {
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
  setField(editor, existing, 'url', url);
  const updated = findEntry(editor, 'mirrors', id) ?? existing;
  setField(editor, updated, 'mirrorOf', withExclusions(editor, updated, choice));
}

/** The `mirrorOf` for the choice, with the exclusions that the mirror already has. */
function withExclusions(editor: SettingsEditor, mirror: XmlElement, choice: MirrorChoice): string {
  const field = findChild(mirror, 'mirrorOf');
  const former = field ? readElementText(editor.source, field) : '';
  const [head, ...rest] = splitMirrorPattern(former);
  // For the same choice the pattern keeps its exact text.
  if (head === choice && rest.every(part => part.startsWith('!'))) return former;
  const exclusions = splitMirrorPattern(former).filter(part => part.startsWith('!'));
  return choice === 'central' ? choice : [choice, ...exclusions].join(',');
}

function addShadowNotes(editor: SettingsEditor, { id, url, mirrorOf }: UseRepository): void {
  const mirrors = readMirrors(editor.document);
  const selected = selectMirror(mirrors, { id, url });
  if (selected && selected.id !== id && selected.url !== url)
    editor.addNote('repository-shadowed', id, selected.id);
  if (mirrorOf === 'none') return;
  const central = selectMirror(mirrors, {
    id: 'central',
    url: 'https://repo.maven.apache.org/maven2',
  });
  if (central && central.id !== id) editor.addNote('mirror-shadowed', id, central.id);
}

/** Excludes a repository from a mirror. */
export function excludeFromMirror(
  editor: SettingsEditor,
  mirrorId: string,
  repositoryId: string,
): void {
  const found = findChildren(findChild(editor.document.root, 'mirrors'), 'mirror').find(
    it => entryKey(editor.source, it) === mirrorId,
  );
  const field = found && findChild(found, 'mirrorOf');
  if (!field) return;
  const pattern = readElementText(editor.source, field);
  const exclusion = `!${repositoryId}`;
  if (splitMirrorPattern(pattern).includes(exclusion)) return;
  editor.setValue(field, `${pattern},${exclusion}`);
}

/** Adds a profile to `<activeProfiles>` unless it is listed. */
export function activateProfile(editor: SettingsEditor, id: string): void {
  const activeProfiles = findChild(editor.document.root, 'activeProfiles')?.children ?? [];
  if (activeProfiles.some(it => readElementText(editor.source, it) === id)) return;
  editor.insertEntry('activeProfiles', { name: 'activeProfile', content: id });
}
