import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findAwsCli } from '../../src/ui/connections/awsCli';
import { skip } from '../skip';

describe('the AWS CLI of this machine', () => {
  let folder: string;
  const usualPath = process.env['PATH'];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cli-'));
    process.env['PATH'] = folder;
  });
  afterEach(async () => {
    process.env['PATH'] = usualPath;
    await rm(folder, { recursive: true });
  });

  const rows: [
    what: string,
    script: string | undefined,
    found: Awaited<ReturnType<typeof findAwsCli>>,
  ][] = [
    ['is not there', undefined, undefined],
    [
      'is of version 1',
      'echo aws-cli/1.45.2 Python/3.11 Linux/6.1 botocore/1.40',
      { version: '1.45.2', supportsSso: false, supportsLogin: false },
    ],
    [
      'is of version 2',
      'echo aws-cli/2.15.0 Python/3.11',
      { version: '2.15.0', supportsSso: true, supportsLogin: false },
    ],
    [
      'knows aws login',
      'echo aws-cli/2.32.7 Python/3.13',
      { version: '2.32.7', supportsSso: true, supportsLogin: true },
    ],
    ['fails', 'echo aws-cli/2.32.7; exit 1', undefined],
    ['is something else', 'echo hello', undefined],
  ];
  for (const [what, script, found] of rows)
    it(what, async function () {
      if (process.platform === 'win32') skip(this, 'the stand-in is a script of a POSIX shell');
      if (script !== undefined)
        await writeFile(path.join(folder, 'aws'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      assert.deepEqual(await findAwsCli(), found);
    });
});
