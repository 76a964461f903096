// node scripts/run.mjs TOOL [...args]: sets the folder up as far as needed, then runs tools/TOOL.ts.
// Written so that even a Node that is far too old can read it and say so.
import process from 'process';

const parts = process.versions.node.split('.').map(Number);
const major = parts[0] || 0;
const minor = parts[1] || 0;

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    'This needs Node 20.19 or newer, and ' +
      process.execPath +
      ' is ' +
      process.versions.node +
      '. Get a newer one from https://nodejs.org.',
  );
  process.exitCode = 1;
} else {
  import('./setUp.mjs')
    .then(setUp => setUp.runTool(process.argv[2], process.argv.slice(3)))
    .then(code => {
      process.exitCode = code;
    })
    .catch(error => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    });
}
