import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A symbolic link of a tree. */
export class LinkTo {
  readonly target: string;
  constructor(target: string) {
    this.target = target;
  }
}

/** A file of a tree that may be executed. */
export class Program {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What a tree is made of: a text or bytes are a file, an object is a folder. Names may hold `/`. */
export interface Tree {
  readonly [name: string]: string | Uint8Array | LinkTo | Program | Tree;
}

/** Makes what `tree` describes in `folder`, which is made too. */
export async function plant(folder: string, tree: Tree): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(tree)) {
    const place = path.join(folder, name);
    await mkdir(path.dirname(place), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array)
      await writeFile(place, content);
    else if (content instanceof LinkTo) await symlink(content.target, place);
    else if (content instanceof Program) {
      await writeFile(place, content.text);
      await chmod(place, 0o755);
    } else await plant(place, content);
  }
}

/** A folder of its own for each test of a suite, called at its top; what it returns tells the path. */
export function workRoom(): () => string {
  let room = '';
  beforeEach(async () => {
    room = await mkdtemp(path.join(tmpdir(), 'archive-'));
  });
  afterEach(() => rm(room, { recursive: true, force: true }));
  return () => room;
}

/** A signal that never comes. */
export const { signal: never } = new AbortController();

/** Nobody looks at the progress. */
export const silent = () => undefined;
