import { isJsonObject } from '../../shared/json';
/** The names that a project's files contain. */
export interface SuggestedValues {
  readonly namespace?: string;
  readonly name?: string;
  readonly version?: string;
}

/** The contents of the files in a folder that may contain names. */
export interface ProjectFiles {
  readonly pom?: SuggestedValues;
  readonly settingsGradle?: string;
  readonly buildGradle?: string;
  readonly packageJson?: string;
}

const maxValueLength = 255;

/** The values to suggest for a folder: from its build files, otherwise its name. */
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

/**
 * Turns the name of a file or folder into the name of a package. Characters that are not allowed
 * become hyphens.
 */
export function toPackageName(fileName: string): string {
  const sanitized = fileName.replace(/[#/\s\p{C}]+/gu, '-').replace(/^[-.]+|-+$/g, '');
  return sanitized === '' ? 'package' : sanitized.slice(0, maxValueLength);
}

/** A value with a variable (`${revision}`) is not usable. */
function usableValue(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text && text.length <= maxValueLength && !/[#/\s${}\p{C}]/u.test(text) ? text : undefined;
}

/** Reads plain string assignments, which most scripts use. Others are left to the user. */
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
