import type { UnpackWarning } from './unpackedArchive';

const warningKinds: Readonly<Record<string, UnpackWarning['kind']>> = {
  '.vscode': 'editor-settings',
  '.idea': 'editor-settings',
  '.devcontainer': 'editor-settings',
  '.devcontainer.json': 'editor-settings',
  '.git': 'git-hooks',
  '.husky': 'git-hooks',
  '.mvn': 'build-extension',
};

const maxWarnings = 20;

/** Collects what deserves a warning; each folder once, and no more than 20. */
export class WarningCollector {
  readonly #found = new Map<string, UnpackWarning>();

  /** Looks at a path of the archive. */
  check(path: string): void {
    const parts = path.split('/');
    const at = parts.findIndex(part => warningKinds[part.toLowerCase()] ?? isWorkspace(part));
    const kind = warningKinds[parts[at]?.toLowerCase() ?? ''] ?? 'editor-settings';
    const folder = parts.slice(0, at + 1).join('/');
    if (at !== -1 && this.#found.size < maxWarnings)
      this.#found.set(folder, { kind, path: folder });
  }

  list(): readonly UnpackWarning[] {
    return [...this.#found.values()];
  }
}

const isWorkspace = (name: string) => name.toLowerCase().endsWith('.code-workspace');
