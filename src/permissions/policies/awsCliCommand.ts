import {
  cliOption,
  joinCommandLines,
  powershellLiteral,
  quoteForShell,
  type Shell,
} from '../../shared/shell';

/** The value of an AWS CLI option: a word or a JSON document. */
export type OptionValue = string | { readonly json: string };

/** Formats a command of the AWS CLI with one option on each line. */
export function awsCliCommand(
  shell: Shell,
  words: readonly string[],
  options: readonly (readonly [name: string, value: OptionValue])[],
): string {
  const program = ['aws', ...words].join(' ');
  const lines = options.map(([name, value]) => formatOption(shell, name, value));
  const command = joinCommandLines([program, ...lines], shell);
  const document = options.map(([, value]) => value).find(value => typeof value !== 'string');
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

/** PowerShell versions pass quotes to programs differently, so JSON is passed in a file. */
function withJsonFile(json: string, command: string): string {
  // The AWS CLI reads files in the encoding of the machine; ASCII escapes work in all encodings.
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

/** JSON without white space, which IAM does not count and a command line does not need. */
export function compactJson(json: string): string {
  return JSON.stringify(JSON.parse(json));
}
