import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { groupPath, UpstreamError, type Plugin, type Upstream } from './upstream';

/**
 * An upstream in a folder. It may have no checksums and no metadata, and links to files outside of it,
 * as Debian's `/usr/share/maven-repo` does.
 */
export function createFolderUpstream(folder: string): Upstream {
  const listNames = (relative: string) => readdir(path.join(folder, relative)).catch(() => []);
  const isFile = async (relative: string) =>
    (await stat(path.join(folder, relative)).catch(() => undefined))?.isFile() === true;
  return {
    has: isFile,
    read: async (relative, signal) =>
      (await isFile(relative)) ? streamFile(path.join(folder, relative), signal) : undefined,
    async versions(group, artifact) {
      const base = `${groupPath(group)}/${artifact}`;
      const found = await Promise.all(
        (await listNames(base)).map(async version =>
          (await isFile(`${base}/${version}/${artifact}-${version}.pom`)) ? [version] : [],
        ),
      );
      return found.flat();
    },
    plugins: async group => (await listNames(groupPath(group))).flatMap(parsePluginName),
  };
}

/** The bytes of a file, which is opened by the first read, so a body that is not read needs no closing. */
async function* streamFile(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { signal, highWaterMark: 262_144 }) as AsyncIterable<Buffer>;
  } catch (error) {
    if (signal.aborted) throw error;
    const { code = 'an error' } = error as NodeJS.ErrnoException;
    throw new UpstreamError(`${file} could not be read: ${code}`, { cause: error });
  }
}

/** Plugin names follow a rule: `maven-X-plugin` for those of Maven itself, `X-maven-plugin` for others. */
function parsePluginName(artifact: string): Plugin[] {
  const [, apachePrefix, otherPrefix] =
    /^maven-(.+)-plugin$|^(.+)-maven-plugin$/.exec(artifact) ?? [];
  const prefix = apachePrefix ?? otherPrefix;
  return prefix === undefined ? [] : [{ name: artifact, prefix, artifact }];
}
