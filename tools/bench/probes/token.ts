// The first token of a process that has loaded nothing, then warm ones.
import { computeSpread } from '../figure';
import { connectToBenchSandbox, type BenchTarget } from '../connectBench';
import { readProbeTask } from '../probe';

/** Milliseconds until the first token, and the median of the calls after it. */
export interface TokenTimes {
  readonly cold: number;
  readonly warm: number;
}

const warmCalls = 50;

async function main(): Promise<TokenTimes> {
  const place = readProbeTask() as BenchTarget;
  const signal = new AbortController().signal;
  const started = performance.now();
  const codeArtifact = await connectToBenchSandbox(place);
  await codeArtifact.token(place.domain, 43_200, signal);
  const cold = performance.now() - started;
  const warm: number[] = [];
  for (let call = 0; call < warmCalls; call++) {
    const before = performance.now();
    await codeArtifact.token(place.domain, 43_200, signal);
    warm.push(performance.now() - before);
  }
  codeArtifact.dispose();
  return { cold, warm: computeSpread(warm).median };
}

void main().then(times => console.log(JSON.stringify(times)));
