import {
  cliOption,
  joinCommandLines,
  powershellLiteral,
  quoteForShell,
  type Shell,
} from '../../shared/shell';

/** What an option of the AWS CLI is given: a word, or a JSON document. */
export type OptionValue = string | { readonly json: string };

/** A command of the AWS CLI, one option a line. */
export function awsCliCommand(
  shell: Shell,
  words: readonly string[],
  options: readonly (readonly [name: string, value: OptionValue])[],
): string {
  const program = ['aws', ...words].join(' ');
  const lines = options.map(([name, value]) => formatOption(shell, name, value));
  const command = joinCommandLines([program, ...lines], shell);
  const document = options.map(([, value]) => value).find(it => typeof it !== 'string');
  return shell === 'powershell' && document ? withJsonFile(document.json, command) : command;
}

function formatOption(shell: Shell, name: string, value: OptionValue): string {
  if (typeof value === 'string')
    return cliOption(name, value)
      .map(word => quoteForShell(word, shell))
      .join(' ');
  return shell === 'powershell'
    ? `--${name} "file://$document"`
    : `--${name} ${quoteForShell(compactJson(value.json), shell)}`;
}

/** Quotes get lost between PowerShell and programs, differently in each version: JSON goes by a file. */
function withJsonFile(json: string, command: string): string {
  // The AWS CLI reads files in the encoding of the machine; escapes are the same in all of them.
  const ascii = compactJson(json).replaceAll(
    /[^\x20-\x7e]/g,
    it => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [
    '$document = (New-TemporaryFile).FullName',
    `Set-Content -LiteralPath $document -Encoding ascii -Value ${powershellLiteral(ascii)}`,
    command,
    'Remove-Item -LiteralPath $document',
  ].join('\n');
}

/** IAM counts no blanks, and neither does a shell's line want them. */
export function compactJson(json: string): string {
  return JSON.stringify(JSON.parse(json));
}
