import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { benchEnvironment, benchProfile, type BenchSandbox } from './sandbox';

/** An asset as it was announced; the bytes themselves are gone. */
interface Taken {
  readonly name: string;
  readonly size: number;
  readonly hashes: { readonly 'SHA-256': string };
}

/**
 * Runs `work` beside a server that takes assets in and keeps nothing of them. The sandbox computes
 * four hashes on the processors that publish; the service does that on machines of its own.
 */
export async function withDiscardingServer<T>(
  folder: string,
  work: (server: BenchSandbox) => Promise<T>,
): Promise<T> {
  const assets = new Map<string, Taken>();
  const server = createServer((request, response) => {
    answered(request, assets)
      .catch((error: unknown) => ({ message: String(error) }))
      .then(answer => {
        response.statusCode = 'message' in answer ? 400 : 200;
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      }, console.error);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return await work(await described(`http://127.0.0.1:${port}`, path.join(folder, 'taking')));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** PublishPackageVersion and ListPackageVersionAssets, as far as both sides read the answers. */
async function answered(
  request: IncomingMessage,
  assets: Map<string, Taken>,
): Promise<Readonly<Record<string, unknown>>> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const of = (name: string) => searchParams.get(name) ?? '';
  const id = `${of('package')} ${of('version')}`;
  const version = { format: of('format'), package: of('package'), version: of('version') };
  if (pathname === '/v1/package/version/assets') {
    const asset = assets.get(id);
    return { ...version, assets: asset ? [asset] : [] };
  }
  if (pathname !== '/v1/package/version/publish') throw new Error(`${pathname} is not here`);
  const sha256 = String(request.headers['x-amz-content-sha256']);
  const asset = { name: of('asset'), size: await length(request), hashes: { 'SHA-256': sha256 } };
  assets.set(id, asset);
  return { ...version, status: 'Published', asset };
}

async function length(body: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  return bytes;
}

async function described(endpoint: string, folder: string): Promise<BenchSandbox> {
  const region = 'us-east-1';
  const domain = { realm: endpoint, region, owner: '123456789012', domain: 'bench' };
  await mkdir(folder, { recursive: true });
  const config = `[profile ${benchProfile}]\nregion = ${region}\nendpoint_url = ${endpoint}\n`;
  await writeFile(path.join(folder, 'config'), config);
  await writeFile(
    path.join(folder, 'credentials'),
    `[${benchProfile}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = any\n`,
  );
  return {
    endpoint,
    domain,
    repository: { ...domain, repository: 'store' },
    env: benchEnvironment(path.join(folder, 'home'), folder),
  };
}
