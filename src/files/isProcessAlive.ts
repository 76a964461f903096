/** Whether there is a process `pid` on this machine, whoever's it is. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Anything but "no such process" means that there is one, of someone else's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
