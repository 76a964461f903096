// All packages of a repository, page by page, in a process that has loaded nothing.
import type { Package } from '../../../src/core/coordinates';
import { connectBench, type Place } from '../connectBench';
import { listing, type Listing } from '../listing';
import { probeTask } from '../probe';

/** Milliseconds until the first page and until the last, and what was listed. */
export interface ListTimes {
  readonly first: number;
  readonly all: number;
  readonly listing: Listing;
}

async function main(): Promise<ListTimes> {
  const place = probeTask() as Place;
  const signal = new AbortController().signal;
  const packages: Package[] = [];
  const started = performance.now();
  const codeArtifact = await connectBench(place);
  let page = await codeArtifact.packages(place.repository, {}, undefined, signal);
  const first = performance.now() - started;
  packages.push(...page.items);
  while (page.next !== undefined) {
    page = await codeArtifact.packages(place.repository, {}, page.next, signal);
    packages.push(...page.items);
  }
  const all = performance.now() - started;
  codeArtifact.dispose();
  return { first, all, listing: listing(packages) };
}

void main().then(times => console.log(JSON.stringify(times)));
