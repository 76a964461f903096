import type { Logger } from '@smithy/types';

const nothing = (): void => undefined;

/** Given to the SDK, which otherwise writes its warnings to the console of the extension host. */
export const silentLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
