import path from 'node:path';

/** The npm package that carries Node itself for a platform, and its program inside of the package. */
export function nodePackage(
  platform: NodeJS.Platform,
  arch: string,
): { readonly name: string; readonly program: string } {
  if (platform === 'win32')
    return { name: `node-win-${arch}`, program: path.join('bin', 'node.exe') };
  // That name was taken by somebody else.
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return { name: `${prefix}-${platform}-${arch}`, program: path.join('bin', 'node') };
}
