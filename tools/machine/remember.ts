import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachePath } from '../project';

interface Remembered {
  readonly key: string;
  readonly answer: unknown;
  readonly at: number;
}

const dayMilliseconds = 86_400_000;

/** What `find` answered for `key` within the last day, else what it answers now. */
export async function withDailyCache<T extends string | boolean>(
  name: string,
  key: string,
  find: () => Promise<T>,
): Promise<T> {
  const file = cachePath('answers', `${name}.json`);
  const known = await readFile(file, 'utf8').then(
    text => JSON.parse(text) as Remembered,
    () => undefined,
  );
  if (known?.key === key && Date.now() - known.at < dayMilliseconds) return known.answer as T;
  const answer = await find();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ key, answer, at: Date.now() } satisfies Remembered));
  return answer;
}
