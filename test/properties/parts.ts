import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { meddleWhileReplacing, raceForeignWriter, updateTogether } from './concurrency';
import { tarHashes } from './equalTrees';
import { errnos, injectFaults, injectShortWrites } from './faults';
import { fillDisk } from './fullDisk';
import { fuzzGenerated, fuzzMutated } from './fuzz';
import { fuzzArchives, unpackMutated } from './hostileArchives';
import { judgeGenerated } from './judged';
import { killAtEachCall, killAtRandom } from './kills';
import { liveThroughMonth } from './month';
import { findMaven, Oracle } from './oracle';
import { Random } from './random';
import { soak } from './soak/soak';
import { fixtures, mutationSources } from './sources';
import { findOrderDifferences } from './versionOrder';

/** The proofs in their long form; each returns its figures in words and throws when one fails. */
export const parts: Readonly<Record<string, () => string | Promise<string>>> = {
  fixtures: () => {
    const [edited, refused] = [fixtures('accepted').length, fixtures('refused').length];
    return `${edited} files that are edited, ${refused} that are refused (checked by npm test)`;
  },

  generated: () => {
    const { documents, accepted, slowest, fastXmlRefused } = fuzzGenerated(1, 100_000);
    return (
      `${documents} generated documents, ${accepted} accepted, every byte as expected; ` +
      `slowest edit ${slowest.toFixed(1)} ms per 100 kB; fast-xml-parser refuses ${fastXmlRefused}`
    );
  },

  mutated: () => {
    const { documents, accepted, slowest, saxesRefused } = fuzzMutated(
      1,
      1_000_000,
      mutationSources(),
    );
    return (
      `${documents} mutations, ${accepted} still well-formed and edited, 0 bytes changed outside ` +
      `of the span; slowest edit ${slowest.toFixed(1)} ms per 100 kB; saxes refuses ${saxesRefused} of them`
    );
  },

  versions: async () => {
    const found = findMaven();
    if ('missing' in found) return found.missing;
    const differences = await findOrderDifferences(found.lib, 1, 200_000);
    if (differences.length > 0) throw new Error(differences.slice(0, 10).join('\n'));
    return '200000 pairs of versions in the same order as by Maven';
  },

  maven: async () => {
    const maven = findMaven();
    if ('missing' in maven) return `skipped: ${maven.missing}`;
    const oracle = new Oracle(maven.lib);
    try {
      return `Maven reads ${await judgeGenerated(oracle, 1, 5000)} generated documents alike before and after`;
    } finally {
      oracle.close();
    }
  },

  kills: async () => {
    const random = await killAtRandom(new Random(1), 1000);
    const placed = await killAtEachCall(20);
    return (
      `${random.kills} kills at random and ${placed.kills} at ${placed.calls} calls: 0 corrupt, 0 empty, ` +
      `0 wider modes, ${random.leftovers + placed.leftovers} leftovers, all swept`
    );
  },

  faults: async () => {
    const { faults, refused, survived, unconfirmed, calls } = await injectFaults(errnos);
    const short = await injectShortWrites(200);
    const disk = await fillDisk();
    const full = 'missing' in disk ? `skipped: ${disk.missing}` : `${disk.runs} times refused`;
    return (
      `${faults} faults (${errnos.length} errors at each of ${calls.size} kinds of calls): 0 damaged, ` +
      `0 false successes, ${refused} refused, ${survived} without effect, ${unconfirmed} told as made but ` +
      `unconfirmed; ${short} short writes; full disk: ${full}`
    );
  },

  together: async () => `${await updateTogether(8, 200)} of 1600 updates by 8 processes survive`,

  foreign: async () => {
    const { beforeCheck, inPlaceAfterCheck, window } = await meddleWhileReplacing(
      new Random(1),
      600,
    );
    const { lost, ours } = await raceForeignWriter(500);
    return (
      `${beforeCheck} changes without a lock before our last look and ${inPlaceAfterCheck} in place after ` +
      `it: 0 lost; the window is ${window.median.toFixed(0)} µs (longest ${window.longest.toFixed(0)} µs); ` +
      `a program that wrote 500 times while we wrote ${ours} times lost ${lost}`
    );
  },

  archives: async () => {
    const { archives, accepted, slowest } = fuzzArchives(new Random(1), 200_000);
    const real = await unpackMutated(new Random(2), 2000);
    return (
      `${archives} mutated archives read, ${accepted} of them good and judged again, slowest ` +
      `${slowest.toFixed(1)} ms; ${real.archives} unpacked for real, ${real.unpacked} with success, ` +
      `0 bytes outside, 0 in part`
    );
  },

  equalTrees: async () => {
    const room = await mkdtemp(path.join(tmpdir(), 'equal-trees-'));
    try {
      const { size } = await tarHashes(room, 200);
      if (size !== 1) throw new Error(`${size} different archives`);
      return 'equal archives in 200 of 200 runs';
    } finally {
      await rm(room, { recursive: true });
    }
  },

  months: async () => {
    for (let seed = 1; seed <= 20; seed++) await liveThroughMonth(seed);
    return '20 months of keeping tokens, with five windows, sleep, a clock that jumps and failing calls';
  },

  sandbox: soak,
};
