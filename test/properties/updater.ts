// Gives COUNT servers of its own a token, one edit each: `node updater.js FILE PREFIX COUNT`.
import { Secret } from '../../src/core/secret';
import { replaceFile } from '../../src/files/replaceFile';
import { editSettings } from '../../src/maven/editSettings';

const [file = '', prefix = '', count = '0'] = process.argv.slice(2);

async function main(): Promise<void> {
  for (let index = 0; index < Number(count); index++) {
    const change = {
      kind: 'set-token',
      id: `${prefix}-${index}`,
      token: new Secret('eyJ.new'),
    } as const;
    const options = { lockMilliseconds: 600_000 };
    await replaceFile(
      file,
      bytes => editSettings(bytes, [change]).bytes,
      options,
      new AbortController().signal,
    );
  }
}

void main();
