import { maxSatisfying, minVersion, valid } from 'semver';

/** Node's release lines that are tried besides the lowest supported version. */
const lines = ['22', '24'];

/**
 * The versions of Node to try. Each of `wanted` is a version, or a range of which the newest offered
 * one is meant; without any, the lowest of `supported` and the newest of each release line. Asks for
 * what is `offered` only where there is a range. Rejects with an error where nothing that is offered
 * is in a range.
 */
export async function chooseNodeVersions(
  wanted: readonly string[],
  supported: string,
  offered: () => Promise<readonly string[]>,
): Promise<string[]> {
  const lowest = minVersion(supported)?.version;
  const ranges = wanted.length > 0 ? wanted : [...(lowest === undefined ? [] : [lowest]), ...lines];
  const known = ranges.every(range => valid(range) !== null) ? [] : await offered();
  return ranges.map(range => {
    const version = valid(range) ?? maxSatisfying(known, range);
    if (version === null) throw new Error(`npm offers no version of Node in the range ${range}.`);
    return version;
  });
}
