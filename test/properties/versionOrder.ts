import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { compareMavenVersions } from '../../src/shared/compareMavenVersions';
import { Random } from './random';

/** Shapes of versions that Maven repositories have. */
const commonVersions = [
  ...[
    '1',
    '1.0',
    '1.0.0',
    '1.10',
    '1.9.1',
    '2.0-RC1',
    '2.0.0-M1',
    '2.0.0-SNAPSHOT',
    '3.0.0.RELEASE',
  ],
  ...['3.2.0.BUILD-SNAPSHOT', '31.1-jre', '31.1-android', '9.4.43.v20210629', '2.3.1.Final', 'r09'],
  ...[
    '20040616',
    '1.0-beta-3.0.1',
    'Finchley.SR2',
    '2022.0.1',
    '1.0.0-alpha.1+build.5',
    '1.2b',
    '3.0_1',
  ],
  ...[
    'v3-rev197-1.25.0',
    '4.0.0-CR1',
    '4.0.0.CR1',
    '5.0.0.Alpha3',
    '1.0-rc-1',
    '6.0.0.ga',
    '2.4-sp2',
  ],
  ...[
    '1.1-20210728.194552-1',
    '1.0.0-jdk8',
    '1.8.0_292',
    '0.9.0.1',
    '2.12.17-bin-f0f6e27',
    '1.0.0a1',
  ],
];

const pieces = [
  ...['0', '1', '2', '10', '00', '007', '9999999999', '123456789012345678901', '.', '-', '_', '+'],
  ...['a', 'b', 'm', 'x', 'alpha', 'beta', 'milestone', 'rc', 'cr', 'snapshot', 'ga', 'final'],
  ...[
    'release',
    'sp',
    'SNAPSHOT',
    'RC',
    'Final',
    'jre',
    'é',
    '.0',
    '-0',
    '.-',
    '--',
    '..',
    '-1',
    '.1',
  ],
];

/** A version of a common shape, one with a piece changed, or any sequence of pieces. */
function randomVersion(random: Random): string {
  const kind = random.int(3);
  if (kind > 0) {
    const version = random.pick(commonVersions);
    if (kind === 1) return version;
    const at = random.int(version.length + 1);
    return version.slice(0, at) + random.pick(pieces) + version.slice(at + random.int(2));
  }
  return Array.from({ length: 1 + random.int(6) }, () => random.pick(pieces)).join('');
}

/**
 * Compares `count` random pairs with our function and with `ComparableVersion` in the libraries of a
 * Maven installation; returns the pairs on which the two differ.
 */
export async function findOrderDifferences(
  lib: string,
  seed: number,
  count: number,
): Promise<readonly string[]> {
  const random = new Random(seed);
  const pairs = Array.from(
    { length: count },
    () => [randomVersion(random), randomVersion(random)] as const,
  );
  const program = path.resolve('test/properties/VersionOrder.java');
  const java = spawn('java', ['-cp', path.join(lib, '*'), program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(java, 'exit');
  java.stdin.end(pairs.map(pair => `${pair.join('\n')}\n`).join(''));
  const signs = (await text(java.stdout)).trimEnd().split('\n');
  await ended;
  if (signs.length !== count) throw new Error(`Java compared ${signs.length} of ${count} pairs`);
  return pairs.flatMap(([a, b], at) => {
    const ours = String(Math.sign(compareMavenVersions(a, b)));
    return ours === signs[at] ? [] : [`'${a}' and '${b}': ${ours}, not ${signs[at] ?? ''}`];
  });
}
