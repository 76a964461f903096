import type { TokenServices } from '../tokens/tokenServices';
import type { BuildFailureMonitor } from './buildFailureMonitor';

/** The services that the commands which repair builds that CodeArtifact rejected work with. */
export interface BuildFailureServices extends TokenServices {
  readonly buildFailures: BuildFailureMonitor;
}
