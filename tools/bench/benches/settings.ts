import type { Bench } from '../bench';
import type { Measurement } from '../figure';
import { runProbe } from '../probe';
import type { EditTask, EditTimes } from '../probes/edit';

const sizes = [
  { size: '5 KB', bytes: 5000, times: 40, goal: { mustHold: 5, aim: 1 } },
  { size: '1 MB', bytes: 1_000_000, times: 5, goal: { mustHold: 200, aim: 50 } },
] as const;

const names = (size: string) => ({
  later: `settings.xml edit, ${size}`,
  first: `settings.xml edit, ${size}, first of a process`,
});

const processes = 5;

/** One server's token in a small and in a large file, without the disk. */
export const settingsBench: Bench = {
  name: 'settings',
  figures: sizes.flatMap(({ size }) => Object.values(names(size))),
  run: async () => {
    const figures: Measurement[] = [];
    for (const { size, bytes, times, goal } of sizes) {
      const runs: EditTimes[] = [];
      for (let turn = 0; turn < processes; turn++)
        runs.push(await runProbe<EditTimes>('edit', { bytes, times } satisfies EditTask));
      for (const part of ['later', 'first'] as const) {
        const values = runs.map(it => it[part]);
        const name = names(size)[part];
        figures.push({ kind: 'values', name, unit: 'ms of CPU', values, goal });
      }
    }
    return figures;
  },
};
