import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Replaces the content of `file` with `text`, mode 0600; readers see the old text or the new one. */
export function writeFileAtomically(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}

/** Deletes the temporary files that killed processes left in `folder`. */
export function removeTemporaryFiles(folder: string): void {
  for (const name of readdirSync(folder))
    if (/\.\d+\.tmp$/.test(name)) rmSync(path.join(folder, name), { force: true });
}
