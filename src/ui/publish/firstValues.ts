/** What a project calls itself, as far as its files say. */
export interface FirstValues {
  readonly namespace?: string;
  readonly name?: string;
  readonly version?: string;
}

/** The texts of the files in a folder that may say it. */
export interface ProjectFiles {
  readonly pom?: FirstValues;
  readonly settingsGradle?: string;
  readonly buildGradle?: string;
  readonly packageJson?: string;
}

const longest = 255;

/** First values for publishing a folder: what its build files say, else its own name. */
export function firstValues(folderName: string, files: ProjectFiles): FirstValues {
  const said = [files.pom, fromGradle(files), fromPackageJson(files.packageJson)];
  const first = (key: keyof FirstValues) =>
    said.map(it => usable(it?.[key])).find(it => it !== undefined);
  const namespace = first('namespace');
  const version = first('version');
  return {
    ...(namespace === undefined ? {} : { namespace }),
    name: first('name') ?? nameOf(folderName),
    ...(version === undefined ? {} : { version }),
  };
}

/** A folder's or file's name as a package's: what may not be in one becomes a hyphen. */
export function nameOf(fileName: string): string {
  const plain = fileName.replace(/[#/\s\p{C}]+/gu, '-').replace(/^[-.]+|-+$/g, '');
  return plain === '' ? 'package' : plain.slice(0, longest);
}

/** What a build file leaves open (`${revision}`) is no value. */
function usable(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text && text.length <= longest && !/[#/\s${}\p{C}]/u.test(text) ? text : undefined;
}

/** The assignments of plain text that most scripts have; anything cleverer is left to the person. */
function fromGradle({ settingsGradle, buildGradle }: ProjectFiles): FirstValues {
  const assigned = (text: string | undefined, name: string): string | undefined =>
    new RegExp(`^[ \\t]*${name}[ \\t]*=?[ \\t]*(['"])([^'"$\\n]+)\\1`, 'm').exec(text ?? '')?.[2];
  const namespace = assigned(buildGradle, 'group');
  const version = assigned(buildGradle, 'version');
  const name = assigned(settingsGradle, String.raw`rootProject\.name`);
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  };
}

function fromPackageJson(text: string | undefined): FirstValues {
  let json: unknown;
  try {
    json = JSON.parse(text ?? '');
  } catch {
    return {};
  }
  if (typeof json !== 'object' || json === null) return {};
  const { name, version } = json as { name?: unknown; version?: unknown };
  const scoped = typeof name === 'string' ? /^(?:@([^/]+)\/)?([^/]+)$/.exec(name) : null;
  return {
    ...(scoped?.[1] === undefined ? {} : { namespace: scoped[1] }),
    ...(scoped?.[2] === undefined ? {} : { name: scoped[2] }),
    ...(typeof version === 'string' ? { version } : {}),
  };
}
