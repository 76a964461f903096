import { isJsonObject } from '../../shared/json';
/** The effect of a policy statement. */
export type Effect = 'Allow' | 'Deny';

/** A request whose permissions are evaluated. */
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

/** A valid policy document. */
export interface ParsedPolicy {
  readonly statements: readonly Statement[];
}

/** Parses a policy document; returns a message when it is not valid. */
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

/** The effects of the statements of `policy` that apply to `request`. */
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
 * A Deny for an account applies to everyone in it. An Allow for an account applies to nobody by
 * itself: it delegates the decision to the identity-based policies of the account.
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

/** An unknown operator never matches, so that an Allow does not apply to more requests than it should. */
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

/** Whether `text` matches `pattern`, where `*` stands for any characters and `?` for one. */
export function matchesWildcard(pattern: string, text: string, ignoreCase = false): boolean {
  if (ignoreCase) return matchesWildcard(pattern.toLowerCase(), text.toLowerCase());
  // Unlike a regular expression, this needs to retry only the last star, so it cannot get slow.
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
