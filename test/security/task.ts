/** What the run in the window is told, as JSON in its environment's HOSTILE_TASK. */
export interface HostileTask {
  readonly trusted: boolean;
  readonly reportFile: string;
  readonly folder: string;
  readonly home: string;
}

/** The secret that must be nowhere but where the user put it. */
export const canary = 'canary-wJalrXUtnFEMI-K7MDENG-bPxRfiCY';
