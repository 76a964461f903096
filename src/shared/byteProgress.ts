/** Reports the progress of a long task: bytes done, and the total (0 while it is unknown). */
export type ByteProgress = (doneBytes: number, totalBytes: number) => void;
