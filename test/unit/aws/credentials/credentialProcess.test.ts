import assert from 'node:assert/strict';
import { programName } from '../../../../src/aws/credentials/credentialProcess';

describe('the name of a credential_process', () => {
  const cases: [commandLine: string, name: string][] = [
    ['/usr/bin/aws-vault exec --secret=x', 'aws-vault'],
    ['get-credentials', 'get-credentials'],
    ['"/opt/my tools/get" --password "hunter2"', 'get'],
    ["'/opt/my tools/get' x", 'get'],
    [String.raw`"C:\Program Files\Tool\get.exe" --password hunter2`, 'get.exe'],
    [String.raw`C:\tools\get.cmd hunter2`, 'get.cmd'],
    ['PASSWORD=hunter2 get', 'the program'],
    ['', 'the program'],
    ['   ', 'the program'],
  ];
  for (const [commandLine, name] of cases)
    it(`is ${name} in ${commandLine}`, () => assert.equal(programName(commandLine), name));
});
