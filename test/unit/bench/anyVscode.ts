import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Something that can be called, constructed and asked for anything, and gives the like back. */
export function anything(): object {
  return new Proxy(function () {}, {
    get: (_target, key) => {
      if (key === 'then') return undefined;
      if (key === Symbol.toPrimitive) return () => '';
      return key === Symbol.iterator ? [][Symbol.iterator] : anything();
    },
    set: () => true,
    apply: () => anything(),
    construct: () => anything(),
  });
}

/** A stand-in for VS Code's API: whatever `@types/vscode` declares is there, and does nothing. */
export function anyVscode(): Readonly<Record<string, object>> {
  const types = path.dirname(createRequire(__filename).resolve('@types/vscode/package.json'));
  const source = readFileSync(path.join(types, 'index.d.ts'), 'utf8');
  const declared = source.matchAll(
    /^\s*export (?:abstract )?(?:class|namespace|enum|const) (\w+)/gm,
  );
  return Object.fromEntries([...declared].map(([, name = '']) => [name, anything()]));
}
