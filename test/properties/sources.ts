import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The settings files of test/fixtures by name: those that are edited, and those that are refused. */
export function fixtures(
  kind: 'accepted' | 'refused',
): readonly [name: string, bytes: Uint8Array][] {
  const folder = path.resolve('test/fixtures/settings', kind);
  return readdirSync(folder).map(name => [
    name,
    new Uint8Array(readFileSync(path.join(folder, name))),
  ]);
}

/** Documents to mutate: small ones, mostly of the kind that is edited. */
export function mutationSources(): readonly Uint8Array[] {
  const small = (kind: 'accepted' | 'refused') =>
    fixtures(kind)
      .map(([, bytes]) => bytes)
      .filter(it => it.length < 20_000);
  return [...small('accepted'), ...small('accepted'), ...small('accepted'), ...small('refused')];
}
