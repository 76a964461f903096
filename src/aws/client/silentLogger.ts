import type { Logger } from '@smithy/types';

const nothing = (): void => undefined;

/** A logger that discards everything. Without it the SDK writes warnings to the console. */
export const silentLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
