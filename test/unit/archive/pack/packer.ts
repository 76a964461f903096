// Packs argv[2] into argv[3] and prints the SHA-256 of the tar inside; a process of its own for tests.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { packArchive } from '../../../../src/archive/pack/packArchive';
import { planArchive } from '../../../../src/archive/plan/planArchive';

async function main(folder: string, temporaryFolder: string, slow: boolean): Promise<void> {
  const { signal } = new AbortController();
  const plan = await planArchive([folder], {}, signal);
  const told = (done: number) => {
    if (slow && done > 0) process.stdout.write('packing\n');
  };
  const packed = await packArchive(
    plan,
    { compression: 'balanced', temporaryFolder },
    told,
    signal,
  );
  const hash = createHash('sha256');
  for await (const part of createReadStream(packed.path).pipe(
    createGunzip(),
  ) as AsyncIterable<Buffer>)
    hash.update(part);
  await packed.dispose();
  console.log(hash.digest('hex'));
}

void main(process.argv[2] ?? '', process.argv[3] ?? '', process.argv[4] === 'slow');
