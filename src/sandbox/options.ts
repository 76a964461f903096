import path from 'node:path';
import { parseArgs } from 'node:util';

/** The options of the command line. */
export interface SandboxOptions {
  /** 0 uses the port of the last start, or any free port at the first. */
  readonly port: number;
  /** The absolute path of the data folder. */
  readonly data: string;
  /** The URL or folder behind each external connection. */
  readonly upstreams: Readonly<Record<string, string>>;
  /**
   * The settings.xml files that decide what is behind `public:maven-central` when `upstreams` does
   * not; those that come first win. `undefined` uses those of Maven on this machine.
   */
  readonly mavenSettings?: readonly string[] | undefined;
  /** `lesson` or the path of a seed file. */
  readonly seed: string | undefined;
  readonly region: string;
  readonly account: string;
  /** Ends the sandbox when standard input closes. */
  readonly exitWithParent: boolean;
  /** Deletes all domains, packages and users first; the address and the access keys stay. */
  readonly reset: boolean;
  /** Accepts faults at `/_sandbox/faults`. */
  readonly faults: boolean;
}

/** The command line is not valid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The public repository behind each external connection but `public:maven-central`, by default. */
const publicUpstreams: SandboxOptions['upstreams'] = {
  'public:maven-googleandroid': 'https://dl.google.com/android/maven2/',
  'public:maven-gradleplugins': 'https://plugins.gradle.org/m2/',
  'public:maven-commonsware': 'https://repo.commonsware.com.s3.amazonaws.com/',
  'public:maven-clojars': 'https://repo.clojars.org/',
};

/** Parses the command line; returns `help` when that was requested. Throws `UsageError`. */
export function parseOptions(args: readonly string[], home: string): SandboxOptions | 'help' {
  const values = parseArguments(args);
  if (values.help === true) return 'help';
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    throw new UsageError(`--port must be a number from 0 to 65535: ${values.port}`);
  if (!/^\d{12}$/.test(values.account))
    throw new UsageError(`--account must have 12 digits: ${values.account}`);
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(values.region))
    throw new UsageError(`--region must be the name of an AWS Region: ${values.region}`);
  return {
    port,
    data: path.resolve(values.data ?? path.join(home, '.codeartifact-sandbox')),
    upstreams: {
      ...publicUpstreams,
      ...Object.fromEntries((values.upstream ?? []).map(parseUpstream)),
    },
    mavenSettings: values['maven-settings']?.map(file => path.resolve(file)),
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
        'maven-settings': { type: 'string', multiple: true },
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

/** Parses `LOCATION`, which stands behind `public:maven-central`, or `public:NAME=LOCATION`. */
function parseUpstream(text: string): [connection: string, location: string] {
  const [, connection = 'public:maven-central', location = ''] =
    /^(?:(public:[a-z-]+)=)?(.+)$/s.exec(text) ?? [];
  if (/^https?:\/\//.test(location)) {
    if (!URL.canParse(location)) throw new UsageError(`--upstream is not a URL: ${location}`);
    return [connection, location];
  }
  if (location === '') throw new UsageError('--upstream needs a URL or a folder');
  return [connection, path.resolve(location)];
}
