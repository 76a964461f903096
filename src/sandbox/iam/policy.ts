import { isJsonObject } from '../../shared/json';
/** What one statement says of one request. */
export type Effect = 'Allow' | 'Deny';

/** What is asked for. */
export interface AccessRequest {
  readonly principalArn: string;
  readonly account: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

interface Statement {
  readonly Effect: Effect;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A policy document that was checked. */
export interface ParsedPolicy {
  readonly statements: readonly Statement[];
}

/** Reads a policy document, or says why it is none. */
export function parsePolicy(document: string, resourceBased: boolean): ParsedPolicy | string {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    return 'The policy is not valid JSON';
  }
  if (!isJsonObject(value)) return 'The policy is not a JSON object';
  const { Version, Statement: rawStatements } = value as Readonly<Record<string, unknown>>;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    return 'The policy has an unknown Version';
  const statements = (Array.isArray(rawStatements) ? rawStatements : [rawStatements]) as unknown[];
  for (const [at, statement] of statements.entries()) {
    const problem = statementProblem(statement, resourceBased);
    if (problem !== undefined) return `Statement ${at + 1}: ${problem}`;
  }
  return { statements: statements as Statement[] };
}

function statementProblem(value: unknown, resourceBased: boolean): string | undefined {
  if (!isJsonObject(value)) return 'is not an object';
  const statement = value as Readonly<Record<string, unknown>>;
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny')
    return 'Effect must be Allow or Deny';
  if ((statement['Action'] === undefined) === (statement['NotAction'] === undefined))
    return 'needs Action or NotAction';
  if ((statement['Resource'] === undefined) === (statement['NotResource'] === undefined))
    return 'needs Resource or NotResource';
  if (resourceBased !== (statement['Principal'] !== undefined))
    return resourceBased ? 'needs a Principal' : 'must not have a Principal';
  for (const name of ['Action', 'NotAction', 'Resource', 'NotResource'])
    if (statement[name] !== undefined && !isTextOrTextList(statement[name]))
      return `${name} must be text or a list of it`;
  return undefined;
}

function isTextOrTextList(value: unknown): boolean {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every(it => typeof it === 'string'))
  );
}

/** The effects of all statements of `policy` that are about `request`. */
export function matchingEffects(policy: ParsedPolicy, request: AccessRequest): Set<Effect> {
  const found = policy.statements.filter(it => statementApplies(it, request));
  return new Set(found.map(it => it.Effect));
}

function statementApplies(statement: Statement, request: AccessRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Principal, Condition } = statement;
  return (
    (Action === undefined || someValue(Action, it => matchesWildcard(it, request.action, true))) &&
    (NotAction === undefined ||
      !someValue(NotAction, it => matchesWildcard(it, request.action, true))) &&
    (Resource === undefined || someValue(Resource, it => matchesWildcard(it, request.resource))) &&
    (NotResource === undefined ||
      !someValue(NotResource, it => matchesWildcard(it, request.resource))) &&
    (Principal === undefined || isPrincipal(Principal, statement.Effect, request)) &&
    Object.entries(Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => conditionHolds(operator, key, values, request)),
    )
  );
}

/**
 * Naming an account denies to all in it, but allows nobody by itself: it leaves to the account's own
 * identity policies who may.
 */
function isPrincipal(
  principal: unknown,
  effect: Effect,
  { principalArn, account }: AccessRequest,
): boolean {
  if (principal === '*') return true;
  const { AWS } = (principal ?? {}) as Readonly<Record<string, unknown>>;
  const accountPrincipals = effect === 'Deny' ? [account, `arn:aws:iam::${account}:root`] : [];
  const accepted = ['*', principalArn, ...accountPrincipals];
  return someValue(AWS as string | string[] | undefined, it => accepted.includes(it));
}

/** An operator that is not known never holds: a Deny may then miss, an Allow never widens. */
function conditionHolds(
  operator: string,
  key: string,
  values: unknown,
  request: AccessRequest,
): boolean {
  const ifExists = operator.endsWith('IfExists');
  const name = ifExists ? operator.slice(0, -'IfExists'.length) : operator;
  const entries = Object.entries(request.context);
  const actual = entries.find(([it]) => it.toLowerCase() === key.toLowerCase())?.[1];
  const expectedValues = values as string | readonly string[];
  if (name === 'Null')
    return someValue(expectedValues, it => (it === 'true') === (actual === undefined));
  if (actual === undefined) return ifExists || name.startsWith('StringNot');
  switch (name) {
    case 'StringEquals':
      return someValue(expectedValues, it => it === actual);
    case 'StringNotEquals':
      return !someValue(expectedValues, it => it === actual);
    case 'StringEqualsIgnoreCase':
      return someValue(expectedValues, it => it.toLowerCase() === actual.toLowerCase());
    case 'StringLike':
    case 'ArnLike':
    case 'ArnEquals':
      return someValue(expectedValues, it => matchesWildcard(it, actual));
    case 'StringNotLike':
      return !someValue(expectedValues, it => matchesWildcard(it, actual));
    default:
      return false;
  }
}

/** Whether `text` fits `pattern`, in which `*` stands for anything and `?` for one character. */
export function matchesWildcard(pattern: string, text: string, ignoreCase = false): boolean {
  if (ignoreCase) return matchesWildcard(pattern.toLowerCase(), text.toLowerCase());
  // A regular expression would try all ways to share the text among the stars; the last star alone
  // ever needs another try.
  let [at, inText] = [0, 0];
  let star = -1;
  let restart = 0;
  while (inText < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      restart = inText;
    } else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === text[inText])) {
      at++;
      inText++;
    } else if (star >= 0) {
      at = star + 1;
      inText = ++restart;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

function someValue(
  values: string | readonly string[] | undefined,
  test: (it: string) => boolean,
): boolean {
  return (typeof values === 'string' ? [values] : (values ?? [])).some(test);
}
