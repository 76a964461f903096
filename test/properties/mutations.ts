import type { Random } from './random';

/** Bytes and pieces that mean something to XML. */
const pieces = [
  '<',
  '>',
  '&',
  ';',
  '/',
  '"',
  "'",
  '=',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '--',
  '<?',
  '?>',
  '&#x41;',
  '&nbsp;',
  '&x;',
  '<server>',
  '</server>',
  '<servers/>',
  '<password>',
  '</id>',
  '<id>',
  '\r',
  '\n',
  '\t',
  ' ',
  '\0',
  '\u000b',
  'é',
  '\ufeff',
  '<?xml version="1.0"?>',
  '<!DOCTYPE x>',
  '{',
  '}',
];

/** The document with a few bytes changed at random. `others` lend it parts. */
export function mutate(
  random: Random,
  bytes: Uint8Array,
  others: readonly Uint8Array[],
): Uint8Array {
  let mutated = Buffer.from(bytes);
  for (let times = 1 + random.int(3); times > 0; times--) mutated = once(random, mutated, others);
  return mutated;
}

function once(random: Random, bytes: Buffer, others: readonly Uint8Array[]): Buffer<ArrayBuffer> {
  const at = random.int(bytes.length + 1);
  const length = Math.min(bytes.length - at, random.int(random.chance(4) ? 200 : 8));
  const cut = (middle: Uint8Array, removed: number) =>
    Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at + removed)]);
  switch (random.int(6)) {
    case 0:
      return cut(Buffer.from([random.int(256)]), 1);
    case 1:
      return cut(Buffer.from([random.int(256)]), 0);
    case 2:
      return cut(Buffer.alloc(0), length);
    case 3:
      return cut(bytes.subarray(at, at + length), 0);
    case 4: {
      const other = random.pick(others);
      const from = random.int(other.length + 1);
      return cut(other.subarray(from, from + random.int(60)), random.chance(2) ? length : 0);
    }
    default:
      return cut(Buffer.from(random.pick(pieces)), random.chance(3) ? 1 : 0);
  }
}
