import { parseArgs } from 'node:util';

/** Those arguments of the program `code` that the server with a browser can follow. */
export interface CodeArguments {
  readonly developmentFolders: readonly string[];
  readonly testsPath?: string | undefined;
  readonly userDataFolder?: string | undefined;
  readonly extensionsFolder?: string | undefined;
  readonly trusted: boolean;
  readonly folder?: string | undefined;
}

/** Reads the arguments of `code`; what it does not know is for the desktop build alone. */
export function parseCodeArguments(args: readonly string[]): CodeArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
      'disable-workspace-trust': { type: 'boolean' },
    },
  });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    developmentFolders: (values.extensionDevelopmentPath ?? []).filter(
      path => typeof path === 'string',
    ),
    testsPath: text(values.extensionTestsPath),
    userDataFolder: text(values['user-data-dir']),
    extensionsFolder: text(values['extensions-dir']),
    trusted: values['disable-workspace-trust'] === true,
    folder: positionals[0],
  };
}
