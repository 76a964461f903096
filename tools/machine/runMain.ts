/**
 * Sets the exit code of this process to what `main` resolves to, or to 0 without one. An
 * error is printed as its message alone, and the exit code is 1.
 */
export function runMain(main: Promise<number | undefined>): void {
  main.then(
    code => {
      process.exitCode = code ?? 0;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
