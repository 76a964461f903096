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

/** Replaces `file` by `text`, mode 0600: whoever reads sees the old text or the new one, whole. */
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

/** Removes what a process that died while it replaced a file of `folder` left there. */
export function removeTemporaryFiles(folder: string): void {
  for (const name of readdirSync(folder))
    if (/\.\d+\.tmp$/.test(name)) rmSync(path.join(folder, name), { force: true });
}
