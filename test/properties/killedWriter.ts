// Replaces a file over and over until it is killed: `node killedWriter.js FILE [CALL-INDEX before|after]`.
// With an index it kills itself at that call of the file system.
import { replaceFile } from '../../src/files/replaceFile';
import { localFileSystemHost, type FileSystemHost } from '../../src/files/fileSystemHost';
import { meddledMachine } from './faultyMachine';
import { contentOf } from './kills';

const [file = '', index, moment] = process.argv.slice(2);
const signal = new AbortController().signal;
const plain: FileSystemHost = {
  ...localFileSystemHost,
  hasAccessList: () => Promise.resolve(false),
};

function suicidal(): FileSystemHost {
  let count = 0;
  const die = () => {
    if (count++ === Number(index)) process.kill(process.pid, 'SIGKILL');
  };
  return moment === 'before'
    ? meddledMachine(die, undefined, plain)
    : meddledMachine(() => undefined, die, plain);
}

async function main(): Promise<void> {
  const machine = index === undefined ? plain : suicidal();
  process.stdout.write('ready\n');
  for (let round = 1; ; round++) {
    await replaceFile(file, () => contentOf(round), { host: machine }, signal);
    if (index !== undefined) return;
  }
}

void main();
