// The long form of the proofs for settings.xml, writing files and archives: `npm run harden [-- PART…]`.
// Prints the figures, and exits with 1 when a promise is broken.
import { parts } from './parts';

async function main(): Promise<void> {
  const wanted = new Set(process.argv.slice(2));
  let failed = 0;
  for (const [name, run] of Object.entries(parts)) {
    if (wanted.size > 0 && !wanted.has(name)) continue;
    const start = performance.now();
    try {
      console.log(`${name}: ${await run()} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
    } catch (error) {
      failed++;
      console.error(`${name}: BROKEN`, error);
    }
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
