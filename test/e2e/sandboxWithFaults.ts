import type { LessonHome } from '../../tools/lesson/home';
import { ensureMavenUpstream } from '../../tools/maven/upstream';
import { startSandboxProcess, type SandboxProcess } from '../interop/sandboxProcess';

/** A sandbox that does as it is told, in the place where a window looks for one. */
export interface FaultySandbox extends SandboxProcess {
  /** Replaces what goes wrong; see `--faults`. */
  set(faults: readonly object[]): Promise<void>;
  /** How many calls of `operation` it has answered, with what status. */
  answers(operation: string): readonly number[];
}

/** Starts it, seeded for the lesson. */
export async function sandboxWithFaults({ sandboxFolder }: LessonHome): Promise<FaultySandbox> {
  const args = ['--faults', '--seed', 'lesson', '--upstream', await ensureMavenUpstream()];
  const sandbox = await startSandboxProcess(sandboxFolder, args);
  const { endpoint } = sandbox.announcement;
  return {
    ...sandbox,
    async set(faults) {
      const headers = { 'x-sandbox': '1' };
      const body = JSON.stringify(faults);
      const answer = await fetch(`${endpoint}/_sandbox/faults`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    answers: operation =>
      sandbox
        .log()
        .split('\n')
        .map(line => / (\d{3}) [\d.]+ms (\S+) /.exec(line))
        .filter(found => found?.[2] === operation)
        .map(found => Number(found?.[1])),
  };
}
