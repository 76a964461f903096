import { isJsonObject } from '../../shared/json';
/** What a project calls itself, as far as its files say. */
export interface SuggestedValues {
  readonly namespace?: string;
  readonly name?: string;
  readonly version?: string;
}

/** The texts of the files in a folder that may say it. */
export interface ProjectFiles {
  readonly pom?: SuggestedValues;
  readonly settingsGradle?: string;
  readonly buildGradle?: string;
  readonly packageJson?: string;
}

const maxValueLength = 255;

/** First values for publishing a folder: what its build files say, else its own name. */
export function suggestValues(folderName: string, files: ProjectFiles): SuggestedValues {
  const candidates = [
    files.pom,
    parseGradleValues(files),
    parsePackageJsonValues(files.packageJson),
  ];
  const firstUsable = (key: keyof SuggestedValues) =>
    candidates.map(it => usableValue(it?.[key])).find(it => it !== undefined);
  const namespace = firstUsable('namespace');
  const version = firstUsable('version');
  return {
    ...(namespace === undefined ? {} : { namespace }),
    name: firstUsable('name') ?? toPackageName(folderName),
    ...(version === undefined ? {} : { version }),
  };
}

/** A folder's or file's name as a package's: what may not be in one becomes a hyphen. */
export function toPackageName(fileName: string): string {
  const sanitized = fileName.replace(/[#/\s\p{C}]+/gu, '-').replace(/^[-.]+|-+$/g, '');
  return sanitized === '' ? 'package' : sanitized.slice(0, maxValueLength);
}

/** What a build file leaves open (`${revision}`) is no value. */
function usableValue(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text && text.length <= maxValueLength && !/[#/\s${}\p{C}]/u.test(text) ? text : undefined;
}

/** The assignments of plain text that most scripts have; anything cleverer is left to the person. */
function parseGradleValues({ settingsGradle, buildGradle }: ProjectFiles): SuggestedValues {
  const findAssignment = (text: string | undefined, name: string): string | undefined =>
    new RegExp(`^[ \\t]*${name}[ \\t]*=?[ \\t]*(['"])([^'"$\\n]+)\\1`, 'm').exec(text ?? '')?.[2];
  const namespace = findAssignment(buildGradle, 'group');
  const version = findAssignment(buildGradle, 'version');
  const name = findAssignment(settingsGradle, String.raw`rootProject\.name`);
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  };
}

function parsePackageJsonValues(text: string | undefined): SuggestedValues {
  let json: unknown;
  try {
    json = JSON.parse(text ?? '');
  } catch {
    return {};
  }
  if (!isJsonObject(json)) return {};
  const { name, version } = json as { name?: unknown; version?: unknown };
  const nameMatch = typeof name === 'string' ? /^(?:@([^/]+)\/)?([^/]+)$/.exec(name) : null;
  return {
    ...(nameMatch?.[1] === undefined ? {} : { namespace: nameMatch[1] }),
    ...(nameMatch?.[2] === undefined ? {} : { name: nameMatch[2] }),
    ...(typeof version === 'string' ? { version } : {}),
  };
}
