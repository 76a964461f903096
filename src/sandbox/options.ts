import path from 'node:path';
import { parseArgs } from 'node:util';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** 0 takes the port of the last start, else any. */
  readonly port: number;
  readonly data: string;
  /** What each external connection reads: a URL or a folder. */
  readonly upstreams: Readonly<Record<string, string>>;
  readonly seed: string | undefined;
  readonly region: string;
  readonly account: string;
  readonly exitWithParent: boolean;
  /** Empties the data folder first; address and keys stay. */
  readonly reset: boolean;
  readonly faults: boolean;
}

/** The command line says something that is not understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Where the public repositories are, unless `--upstream` says otherwise. */
const publicUpstreams: SandboxOptions['upstreams'] = {
  'public:maven-central': 'https://repo.maven.apache.org/maven2/',
  'public:maven-googleandroid': 'https://dl.google.com/android/maven2/',
  'public:maven-gradleplugins': 'https://plugins.gradle.org/m2/',
  'public:maven-commonsware': 'https://repo.commonsware.com.s3.amazonaws.com/',
  'public:maven-clojars': 'https://repo.clojars.org/',
};

/** Reads the command line, or returns `help`. Throws `UsageError`. */
export function parseOptions(args: readonly string[], home: string): SandboxOptions | 'help' {
  const values = parseArguments(args);
  if (values.help === true) return 'help';
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    throw new UsageError(`--port must be a number from 0 to 65535: ${values.port}`);
  if (!/^\d{12}$/.test(values.account))
    throw new UsageError(`--account must have 12 digits: ${values.account}`);
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(values.region))
    throw new UsageError(`--region is not the name of a region: ${values.region}`);
  return {
    port,
    data: path.resolve(values.data ?? path.join(home, '.codeartifact-sandbox')),
    upstreams: {
      ...publicUpstreams,
      ...Object.fromEntries((values.upstream ?? []).map(parseUpstream)),
    },
    seed: values.seed,
    region: values.region,
    account: values.account,
    exitWithParent: values['exit-with-parent'],
    reset: values.reset,
    faults: values.faults,
  };
}

function parseArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        port: { type: 'string', default: '0' },
        data: { type: 'string' },
        upstream: { type: 'string', multiple: true },
        seed: { type: 'string' },
        region: { type: 'string', default: 'us-east-1' },
        account: { type: 'string', default: '111122223333' },
        'exit-with-parent': { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
        faults: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `URL_OR_FOLDER` is for Maven Central; `public:NAME=URL_OR_FOLDER` for another connection. */
function parseUpstream(text: string): [connection: string, place: string] {
  const [, connection = 'public:maven-central', location = ''] =
    /^(?:(public:[a-z-]+)=)?(.+)$/s.exec(text) ?? [];
  if (/^https?:\/\//.test(location)) {
    if (!URL.canParse(location)) throw new UsageError(`--upstream is not a URL: ${location}`);
    return [connection, location];
  }
  if (location === '') throw new UsageError('--upstream needs a URL or a folder');
  return [connection, path.resolve(location)];
}
