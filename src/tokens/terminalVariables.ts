import { type Domain, domainKey } from '../core/coordinates';
import { isTokenText } from '../core/token';

/** The variable that the AWS documentation uses. */
const tokenVariable = 'CODEARTIFACT_AUTH_TOKEN';

/**
 * The environment variables for the tokens of `domains`, by name: `CODEARTIFACT_AUTH_TOKEN` for the
 * `chosen` domain and `CODEARTIFACT_AUTH_TOKEN_<DOMAIN>` for the others. The owner and region are
 * added to names that would otherwise be equal.
 */
export function terminalVariables(
  domains: readonly Domain[],
  chosen: Domain | undefined,
): ReadonlyMap<string, Domain> {
  const uniqueDomains = [...new Map(domains.map(it => [domainKey(it), it])).values()];
  const chosenKey = chosen && domainKey(chosen);
  const others = uniqueDomains.filter(it => domainKey(it) !== chosenKey);
  const otherVariables: [string, Domain][] = others.map(domain => [
    uniqueVariableName(others, domain),
    domain,
  ]);
  return new Map(chosen ? [[tokenVariable, chosen], ...otherVariables] : otherVariables);
}

function uniqueVariableName(others: readonly Domain[], domain: Domain): string {
  const forms = [
    (it: Domain) => [it.domain],
    (it: Domain) => [it.domain, it.owner],
    (it: Domain) => [it.domain, it.owner, it.region],
  ].map(parts => (it: Domain) => formatVariableName(parts(it)));
  const form = forms.find(name => others.filter(it => name(it) === name(domain)).length === 1);
  return (form ?? forms.at(-1) ?? (() => tokenVariable))(domain);
}

function formatVariableName(parts: readonly string[]): string {
  return [tokenVariable, ...parts]
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_');
}

/**
 * Whether the extension may set the variable `name`: it has a plain name, and in `environment` it is
 * absent, empty, or holds a token.
 */
export function canSetTerminalVariable(name: string, environment: NodeJS.ProcessEnv): boolean {
  const present = environment[name];
  const isFree = present === undefined || present === '' || isTokenLike(present);
  return /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name) && isFree;
}

/** Tokens are long; the values of `JAVA_HOME`, `PATH` and `TERM` do not look like one. */
function isTokenLike(text: string): boolean {
  return text.length > 100 && isTokenText(text) && !/[/:;,=]/.test(text);
}
