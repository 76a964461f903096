const codeOf = (character: string) => character.charCodeAt(0);
const slash = codeOf('/');
const backslash = codeOf('\\');

/** One step of a pattern. Texts are bytes, one character each, as git sees names. */
type Step =
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly has: (byte: number) => boolean }
  | { readonly kind: 'star'; readonly overSlashes: boolean }
  /** `**` and its slash: any number of folders, none included. */
  | { readonly kind: 'folders' };

const byteTest = (pattern: RegExp) => (byte: number) => pattern.test(String.fromCharCode(byte));

const classes: Readonly<Record<string, (byte: number) => boolean>> = {
  alnum: byteTest(/[A-Za-z0-9]/),
  alpha: byteTest(/[A-Za-z]/),
  blank: byteTest(/[ \t]/),
  cntrl: byte => byte < 0x20 || byte === 0x7f,
  digit: byteTest(/[0-9]/),
  graph: byteTest(/[!-~]/),
  lower: byteTest(/[a-z]/),
  print: byteTest(/[ -~]/),
  punct: byteTest(/[!-/:-@[-`{-~]/),
  space: byteTest(/[\t-\r ]/),
  upper: byteTest(/[A-Z]/),
  xdigit: byteTest(/[A-Fa-f0-9]/),
};

/**
 * Tells whether a name matches a pattern of `.gitignore`, exactly as git's own matcher for path names
 * does, in time that grows with the product of both lengths and no faster. Both are given with one
 * character for each byte. A pattern that git cannot read matches nothing.
 */
export function createWildcardMatcher(pattern: string): (name: string) => boolean {
  const literal = /^[^*?[\\]*/.exec(pattern)?.[0] ?? '';
  if (literal === pattern) return name => name === pattern;
  const ending = /^\*([^*?[\\/]*)$/.exec(pattern)?.[1];
  if (ending !== undefined) return name => name.endsWith(ending) && !name.includes('/');
  // As git does: only the rest is a pattern, so that in `f**/x` the stars stand at its beginning.
  const steps = compile(pattern.slice(literal.length));
  if (!steps) return () => false;
  return name => name.startsWith(literal) && matchesSteps(steps, name.slice(literal.length));
}

/** From the last step to the first: from which places of the name on the rest of it is matched. */
function matchesSteps(steps: readonly Step[], name: string): boolean {
  const end = name.length;
  let after = new Uint8Array(end + 2);
  after[end] = 1;
  for (const step of steps.toReversed()) {
    const from = new Uint8Array(end + 2);
    let folders = 0;
    for (let at = end; at >= 0; at--) {
      const byte = name.charCodeAt(at);
      const next = after[at + 1] ?? 0;
      if (step.kind === 'star') {
        const canConsume = at < end && (step.overSlashes || byte !== slash);
        from[at] = (after[at] ?? 0) | (canConsume ? (from[at + 1] ?? 0) : 0);
      } else if (step.kind === 'folders') {
        if (at < end && byte === slash) folders |= next;
        from[at] = (after[at] ?? 0) | folders;
      } else if (at < end && matchesByte(step, byte)) from[at] = next;
    }
    after = from;
  }
  return after[0] === 1;
}

function matchesByte(step: Extract<Step, { kind: 'byte' | 'any' | 'set' }>, byte: number): boolean {
  if (step.kind === 'byte') return step.byte === byte;
  return byte !== slash && (step.kind === 'any' || step.has(byte));
}

function compile(pattern: string): Step[] | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length;) {
    const character = pattern.charAt(at);
    if (character === '*') {
      const [step, next] = parseStar(pattern, at);
      steps.push(step);
      at = next;
    } else if (character === '?') {
      steps.push({ kind: 'any' });
      at++;
    } else if (character === '[') {
      const set = parseBracket(pattern, at + 1);
      if (!set) return undefined;
      steps.push({ kind: 'set', has: set.has });
      at = set.next;
    } else {
      if (character === '\\' && ++at === pattern.length) return undefined;
      steps.push({ kind: 'byte', byte: pattern.charCodeAt(at) });
      at++;
    }
  }
  return steps;
}

/** `**` goes over slashes where it stands for whole folders; anywhere else it is a `*`. */
function parseStar(pattern: string, at: number): [Step, next: number] {
  let next = at;
  while (pattern.charAt(next) === '*') next++;
  const after = pattern.slice(next);
  const startsSegment = at === 0 || pattern.charAt(at - 1) === '/';
  const endsSegment = after === '' || after.startsWith('/') || after.startsWith('\\/');
  if (next - at === 1 || !startsSegment || !endsSegment)
    return [{ kind: 'star', overSlashes: false }, next];
  return after.startsWith('/')
    ? [{ kind: 'folders' }, next + 1]
    : [{ kind: 'star', overSlashes: true }, next];
}

/** A bracket expression from behind its `[` on. */
function parseBracket(pattern: string, start: number) {
  const negated = /[!^]/.test(pattern.charAt(start));
  const tests: ((byte: number) => boolean)[] = [];
  let at = negated ? start + 1 : start;
  let previous = 0;
  for (let first = true; first || pattern.charAt(at) !== ']'; first = false) {
    if (at >= pattern.length) return undefined;
    const range = pattern.charAt(at) === '-' && previous !== 0 && isRangeEnd(pattern, at + 1);
    const named = /^\[:([^\]]*?):\]/.exec(pattern.slice(at));
    if (range) {
      if (pattern.charCodeAt(++at) === backslash) at++;
      const [low, high] = [previous, pattern.charCodeAt(at++)];
      tests.push(byte => byte >= low && byte <= high);
      previous = 0;
    } else if (named) {
      const name = named[1] ?? '';
      const known = Object.hasOwn(classes, name) ? classes[name] : undefined;
      if (!known) return undefined;
      tests.push(known);
      at += named[0].length;
      previous = 0;
    } else {
      if (pattern.charCodeAt(at) === backslash && ++at === pattern.length) return undefined;
      const byte = pattern.charCodeAt(at++);
      tests.push(it => it === byte);
      previous = byte;
    }
  }
  const has = (byte: number) => tests.some(test => test(byte)) !== negated;
  return { has, next: at + 1 };
}

const isRangeEnd = (pattern: string, at: number) => at < pattern.length && pattern[at] !== ']';
