import type { Mutant } from './mutant';

/** A mutant that no test can tell from the original, by its file and what becomes of what. */
interface Equivalent extends Pick<Mutant, 'file' | 'original' | 'replacement'> {
  /** A part of its line, where the file has the same code elsewhere. */
  readonly code?: string;
  readonly because: string;
}

const someText = '["Stryker was here"]';

/** Mutants that change nothing anyone can see, each with the reason. */
const equivalents: readonly Equivalent[] = [
  {
    file: 'src/aws/client/probeEndpoint.ts',
    original: '(response.body as { destroy?: () => void } | undefined)?.destroy',
    replacement: '(response.body as { destroy?: () => void; } | undefined).destroy',
    because: 'the handler of Node gives every answer a body',
  },
  {
    file: 'src/aws/errors/abortError.ts',
    original: "() => own.removeEventListener('abort', abort)",
    replacement: '() => undefined',
    because: 'a promise that is settled ignores the call; only memory is freed later',
  },
  {
    file: 'src/aws/client/session.ts',
    original: 'false',
    replacement: 'true',
    code: '{ aws: false, origins: [connection.endpoint] }',
    because: 'it is a second guard: whatever a sandbox is asked goes to its endpoint anyway',
  },
  {
    file: 'src/aws/credentials/ssoSignIn.ts',
    original: '!isOidcRefusal(error)',
    replacement: 'false',
    because: 'an error without a code of OIDC is thrown by the last branch just the same',
  },
  {
    file: 'src/files/readSmallFile.ts',
    original: '{ buffer: Buffer.allocUnsafe(4096) }',
    replacement: '{}',
    because: 'Node then takes a buffer of its own, whose size changes only the number of reads',
  },
  {
    file: 'src/permissions/denial.ts',
    original: '[]',
    replacement: someText,
    code: ') ?? [];',
    because: 'the first element, the whole match, is not looked at',
  },
  {
    file: 'src/sandbox/store/sortedTable.ts',
    original: 'pendingBytes >= chunkBytes',
    replacement: 'pendingBytes < chunkBytes',
    because: 'it decides only how much is written at once',
  },
  {
    file: 'src/ui/publish/readSuggestedValues.ts',
    original: 'buildGradle !== undefined',
    replacement: 'true',
    because: 'a script that is undefined reads like one that is absent',
  },
  {
    file: 'src/archive/unpack/parsePaxRecords.ts',
    original: 'end === -1',
    replacement: 'false',
    because: 'without a space, the search for the equals sign refuses the record',
  },
  {
    file: 'src/archive/unpack/parsePaxRecords.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    code: 'const digits =',
    because: 'neither text is a number',
  },
  {
    file: 'src/aws/credentials/oidc.ts',
    original: "typeof value === 'number'",
    replacement: 'true',
    because: 'Number.isFinite is false for all that is no number',
  },
  {
    file: 'src/aws/credentials/oidc.ts',
    original: '{\n    return undefined;\n  }',
    replacement: '{}',
    because: 'a function without a return returns undefined',
  },
  {
    file: 'src/files/writeTemporaryFile.ts',
    original: 'uid !== undefined',
    replacement: 'true',
    because: 'only Windows has no user ids, and it is done before',
  },
  {
    file: 'src/sandbox/maven/resolveSearchOrder.ts',
    original: 'connection === undefined',
    replacement: 'false',
    because: 'a connection that is undefined reads like one that is absent',
  },
  {
    file: 'src/sandbox/query/serveQuery.ts',
    original: "'/'",
    replacement: '""',
    because: 'a request of a server always has a URL',
  },
  {
    file: 'src/core/token.ts',
    original: 'parts[0] === undefined',
    replacement: 'false',
    because: 'of five parts, there is always a first',
  },
  {
    file: 'src/shared/shell.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    code: 'const name =',
    because: 'a text that is split always has a last part',
  },
  {
    file: 'src/sandbox/token/tokenIssuer.ts',
    original: '!wrappedKey || !iv || !bytes',
    replacement: 'false',
    because: 'the number of parts is checked as well',
  },
];

/** Whether `mutant` is known to behave as the original does. */
export function isEquivalent(mutant: Mutant, among: readonly Equivalent[] = equivalents): boolean {
  return among.some(
    ({ file, original, replacement, code = '' }) =>
      mutant.file === file &&
      mutant.original === original &&
      mutant.replacement === replacement &&
      mutant.code.includes(code),
  );
}
