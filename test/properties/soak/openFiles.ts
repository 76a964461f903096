import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/**
 * What a process has open, by kind; its records, which it opens and closes in the background, aside.
 * `undefined` where the system does not tell.
 */
export function openFiles(pid: number, data: string): readonly string[] | undefined {
  const folder = `/proc/${pid}/fd`;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return undefined;
  }
  const targets = names.flatMap(name => {
    try {
      // A socket or a pipe has a number, which is another one each time.
      return [readlinkSync(path.join(folder, name)).replace(/:\[\d+\]$/, '')];
    } catch {
      return [];
    }
  });
  const records = path.join(data, 'records');
  return targets.filter(target => !target.startsWith(records)).sort();
}
