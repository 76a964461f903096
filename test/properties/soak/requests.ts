import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Random } from '../random';
import type { SoakClient } from './soakClient';
import type { Wire, WireAnswer } from './wire';

/** A request at random, and what is to be true of every whole answer to it. */
export interface SoakRequest {
  readonly wire: Wire;
  judge(answer: WireAnswer): void;
}

const versions = 36;
/** Its files are so large that threads hash them. */
const largeVersion = 36;
const list = '?domain=demo&repository=webapp';
const generic = `${list}&format=generic&namespace=n&package=p`;

const sizes = [0, 1, 300, 20_000, 70_000, 300_000];
const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Bytes that belong to a number: whoever reads them knows whether they are the right ones. */
const contents = Array.from({ length: versions + 1 }, (_, number) => {
  const size = number === largeVersion ? 8_500_000 : (sizes[number % sizes.length] ?? 0);
  return Buffer.alloc(size, `bytes of ${number} `);
});
const sums = contents.map(sumOf);
const bytesOf = (number: number) => contents[number] ?? Buffer.alloc(0);

function expectStatus({ status, body }: WireAnswer, ...allowed: readonly number[]): void {
  const text = body.toString('utf8', 0, 200);
  // Only the asset whose file was removed has a 500, and says so.
  if (status === 500) assert.match(text, /cannot be read from the data folder/);
  else assert.ok(allowed.includes(status), `${status} instead of ${allowed.join(' or ')}: ${text}`);
}

function expectBytes(answer: WireAnswer, number: number): void {
  if (answer.status !== 200) return;
  assert.equal(sumOf(answer.body), sums[number], `the bytes of ${number}`);
}

const isJson = ({ body }: WireAnswer) => void (JSON.parse(body.toString('utf8')) as unknown);
const path = (n: number, suffix = '') => `com/example/app/1.${n}/app-1.${n}.jar${suffix}`;
const asset = (n: number) => `${generic}&version=1.${n}&asset=a.bin`;

/** What `mvn deploy` puts last, and what publishes the versions that it names. */
export function metadataOf(...names: readonly string[]): Buffer {
  const all = names.map(name => `<version>${name}</version>`).join('');
  return Buffer.from(
    `<metadata><groupId>com.example</groupId><artifactId>app</artifactId><versioning><versions>${all}</versions></versioning></metadata>`,
  );
}

type Make = (client: SoakClient, n: number) => SoakRequest;

const head: Make = (client, n) => ({
  wire: client.maven('HEAD', path(n)),
  judge: it => expectStatus(it, 200, 404),
});

const get: Make = (client, n) => ({
  wire: client.maven('GET', path(n)),
  judge(it) {
    expectStatus(it, 200, 404);
    expectBytes(it, n);
  },
});

const put: Make = (client, n) => ({
  wire: client.maven('PUT', path(n), bytesOf(n)),
  judge: it => expectStatus(it, 201, 409),
});

const putMetadata: Make = client => ({
  wire: client.maven(
    'PUT',
    'com/example/app/maven-metadata.xml',
    metadataOf(...contents.map((_, n) => `1.${n}`)),
  ),
  judge: it => expectStatus(it, 201),
});

const publish: Make = (client, n) => ({
  wire: client.api('POST', `/v1/package/version/publish${asset(n)}`, bytesOf(n), true),
  judge(it) {
    expectStatus(it, 200);
    isJson(it);
  },
});

const download: Make = (client, n) => ({
  wire: client.api('GET', `/v1/package/version/asset${asset(n)}`),
  judge(it) {
    expectStatus(it, 200, 404);
    expectBytes(it, n);
  },
});

const call =
  (method: string, target: string, body: string | undefined, ...allowed: number[]): Make =>
  client => ({
    wire: client.api(method, target, body === undefined ? undefined : Buffer.from(body)),
    judge(it) {
      expectStatus(it, ...allowed);
      isJson(it);
    },
  });

const remove: Make = (client, n) =>
  call(
    'POST',
    `/v1/package/versions/delete${generic}`,
    JSON.stringify({ versions: [`1.${n}`] }),
    ...[200, 404],
  )(client, n);

const makes: readonly Make[] = [
  ...[head, head, get, get, get, put, putMetadata, publish, download, download, remove],
  (client, n) => ({
    wire: client.maven('GET', path(n, '.sha1')),
    judge: it => expectStatus(it, 200, 404),
  }),
  client => ({
    wire: client.maven('GET', 'com/example/app/maven-metadata.xml'),
    judge: it => expectStatus(it, 200, 404),
  }),
  client => ({
    wire: { ...client.maven('GET', path(1)), headers: {} },
    judge: it => expectStatus(it, 401),
  }),
  client => ({
    wire: { ...client.maven('PUT', path(3), bytesOf(3)), headers: {} },
    judge: it => expectStatus(it, 401),
  }),
  () => ({
    wire: { method: 'GET', target: '/no spaces here', headers: {} },
    judge: it => expectStatus(it, 400),
  }),
  call('POST', `/v1/packages${list}`, undefined, 200),
  call('POST', '/v1/domains', '{}', 200),
  call('POST', '/v1/domains', 'no JSON', 400),
  call('GET', '/v1/domain?domain=demo', undefined, 200),
  call('POST', '/v1/authorization-token?domain=demo', undefined, 200),
  call('POST', '/v1/nothing', '{}', 404),
];

/** A request at random: of a build tool, of the API, or one that is refused. */
export function randomRequest(client: SoakClient, random: Random): SoakRequest {
  const number = random.chance(100) ? largeVersion : random.int(versions);
  return random.pick(makes)(client, number);
}
