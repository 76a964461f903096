// All packages of a repository, page by page, in a process that has loaded nothing.
import type { Package } from '../../../src/core/coordinates';
import { connectToBenchSandbox, type BenchTarget } from '../connectBench';
import { summarizeListing, type PackageListing } from '../listing';
import { readProbeTask } from '../probe';

/** Milliseconds until the first page and until the last, and what was listed. */
export interface ListTimes {
  readonly first: number;
  readonly all: number;
  readonly listing: PackageListing;
}

async function main(): Promise<ListTimes> {
  const place = readProbeTask() as BenchTarget;
  const signal = new AbortController().signal;
  const packages: Package[] = [];
  const started = performance.now();
  const codeArtifact = await connectToBenchSandbox(place);
  let page = await codeArtifact.packages(place.repository, {}, undefined, signal);
  const first = performance.now() - started;
  packages.push(...page.items);
  while (page.next !== undefined) {
    page = await codeArtifact.packages(place.repository, {}, page.next, signal);
    packages.push(...page.items);
  }
  const all = performance.now() - started;
  codeArtifact.dispose();
  return { first, all, listing: summarizeListing(packages) };
}

void main().then(times => console.log(JSON.stringify(times)));
