import assert from 'node:assert/strict';
import { findRejectedRequests } from '../../../src/maven/findRejectedRequests';

const approved = [{ origin: 'http://127.0.0.1:40123', region: 'us-east-1' }];
const url = 'https://demo-111122223333.d.codeartifact.us-east-1.amazonaws.com/maven/webapp/';
const vpc =
  'https://vpce-0a1b-2c3d.d.codeartifact.eu-west-1.vpce.amazonaws.com/maven/d/demo-111122223333/webapp/';
const local = 'http://127.0.0.1:40123/maven/d/demo-111122223333/webapp/';

const cases: readonly [title: string, text: string, ...found: string[]][] = [
  [
    'Maven 3.8',
    `[ERROR] Failed to execute goal on project a: Could not transfer artifact g:a:pom:1 from/to demo (${url}): authentication failed for ${url}g/a/1/a-1.pom, status: 401 Unauthorized -> [Help 1]`,
    '401 demo/webapp',
  ],
  [
    'Maven 3.9',
    `Could not transfer artifact g:a:pom:1 from/to demo (${url}): status code: 401, reason phrase: Unauthorized (401)`,
    '401 demo/webapp',
  ],
  [
    'a 403',
    `from/to demo (${url}): status code: 403, reason phrase: Forbidden (403)`,
    '403 demo/webapp',
  ],
  [
    'a 403 of Maven 3.8',
    `authorization failed for ${url}x, status: 403 Forbidden`,
    '403 demo/webapp',
  ],
  ['a VPC endpoint', `transfer from ${vpc}x: status: 401 Unauthorized`, '401 demo/webapp'],
  ['the sandbox', `transfer from ${local}x, status: 401 Unauthorized`, '401 demo/webapp'],
  [
    'Gradle',
    `> Could not GET '${url}g/a/1/a-1.pom'. Received status code 401 from server: Unauthorized`,
    '401 demo/webapp',
  ],
  [
    'the Java extension, with a cached failure',
    `g:a:jar:1 failed to transfer from ${url} during a previous attempt. This failure was cached in the local repository and resolution is not reattempted until the update interval of demo has elapsed or updates are forced. Original error: Could not transfer artifact g:a:jar:1 from/to demo (${url}): status code: 401, reason phrase: Unauthorized (401)`,
    '401 demo/webapp cached',
  ],
  [
    'terminal colours and links',
    `[\u001b[1;31mERROR\u001b[m] from \u001b]8;;x\u0007${url}a\u001b]8;;\u0007: status code: \u001b[1m401\u001b[m, Unauthorized`,
    '401 demo/webapp',
  ],
  [
    'several lines for one repository',
    `${url}a: status: 401 Unauthorized\r\n${url}b: status: 401 Unauthorized\n${url}c, status: 403 Forbidden`,
    '401 demo/webapp',
    '403 demo/webapp',
  ],
  [
    'a deploy of Maven 3.8 that is not allowed',
    `Failed to deploy artifacts: Could not transfer artifact g:a:jar:1 from/to demo (${url}): authorization failed for ${url}g/a/1/a-1.jar, status: 403 Forbidden -> [Help 1]`,
    '403 demo/webapp deploying',
  ],
  [
    'a version that is there already, of Maven 3.8',
    `[ERROR] Failed to execute goal org.apache.maven.plugins:maven-deploy-plugin:2.7:deploy (default-deploy) on project a: Failed to deploy artifacts: Could not transfer artifact g:a:jar:1.0 from/to demo (${url}): Failed to transfer file ${url}g/a/1.0/a-1.0.jar with status code 409 -> [Help 1]`,
    '409 demo/webapp deploying g:a:jar:1.0',
  ],
  [
    'a version that is there already, of Maven 3.9',
    `Failed to deploy artifacts: Could not transfer artifact g:a:pom:1.0 from/to demo (${url}): status code: 409, reason phrase: Conflict (409)`,
    '409 demo/webapp deploying g:a:pom:1.0',
  ],
  [
    'a version that is there already, of Gradle',
    `> Could not PUT '${url}g/a/1/a-1.jar'. Received status code 409 from server: Conflict`,
    '409 demo/webapp deploying',
  ],
  [
    'row 25: Wagon without a number',
    `[ERROR] Could not transfer artifact g:a:pom:1 from/to demo (${url}): Not authorized , ReasonPhrase:Unauthorized. -> [Help 1]`,
    '401 demo/webapp',
  ],
  [
    'row 26: a deploy with Wagon',
    `Failed to deploy artifacts: Could not transfer artifact g:a:jar:1 from/to demo (${url}): Failed to transfer file: ${url}g/a/1/a-1.jar. Return code is: 401, ReasonPhrase: Unauthorized. -> [Help 1]`,
    '401 demo/webapp deploying',
  ],
  [
    'row 26: a version that is there already, of Wagon',
    `Failed to deploy artifacts: Could not transfer artifact g:a:jar:1 from/to demo (${url}): Failed to transfer file: ${url}g/a/1/a-1.jar. Return code is: 409, ReasonPhrase: Conflict. -> [Help 1]`,
    '409 demo/webapp deploying g:a:jar:1',
  ],
  [
    'row 27: Wagon denies access without a number',
    `Could not transfer artifact g:a:jar:1 from/to demo (${url}): Access denied to: ${url}g/a/1/a-1.jar , ReasonPhrase:Forbidden. -> [Help 1]`,
    '403 demo/webapp',
  ],
  [
    'row 28: the connector of m2e before 2.3, cached, without a reason',
    `Failure to transfer g:a:jar:1 from ${url} was cached in the local repository, resolution will not be reattempted until the update interval of demo has elapsed or updates are forced. Original error: Could not transfer artifact g:a:jar:1 from/to demo (${url}): Access denied to ${url}g/a/1/a-1.jar. Error code 401, `,
    '401 demo/webapp cached',
  ],
  [
    'row 28: the same connector with a 403',
    `Could not transfer artifact g:a:jar:1 from/to demo (${url}): Access denied to ${url}g/a/1/a-1.jar. Error code 403, Forbidden`,
    '403 demo/webapp',
  ],
  [
    'row 29: Maven 4',
    `Could not collect dependencies for project g:a:jar:1: Could not transfer artifact g:b:pom:1 from/to demo (${url}): HTTP Status: 401 -> [Help 1]`,
    '401 demo/webapp',
  ],
  [
    'row 29: an empty reason phrase',
    `\tCaused by: Could not transfer artifact g:b:pom:1 from/to demo (${url}): status code: 401, reason phrase:  (401)`,
    '401 demo/webapp',
  ],
  [
    'row 30: Gradle without a reason',
    `> Could not HEAD '${url}g/a/1/a-1.pom'. Received status code 401 from server: `,
    '401 demo/webapp',
  ],
  [
    'row 31: metadata of Wagon',
    `Could not transfer metadata g:a:1-SNAPSHOT/maven-metadata.xml from/to demo (${url}): Authentication failed for ${url}g/a/1-SNAPSHOT/maven-metadata.xml 401 Unauthorized`,
    '401 demo/webapp',
  ],
  [
    'row 31: a plugin prefix that is not found',
    `[ERROR] No plugin found for prefix 'spring-boot' available from the repositories [local (/home/me/.m2/repository), demo (${url})] -> [Help 1]`,
  ],
  [
    'row 50t: a version that is a number in parentheses',
    `[ERROR] Could not find artifact g:a:jar:(401) in demo (${url})`,
  ],
  [
    'a 404 of Wagon',
    `Could not transfer artifact g:a:jar:1 from/to demo (${url}): Access denied to ${url}a. Return code is: 404, ReasonPhrase: Not Found.`,
  ],
  [
    'a proxy that wants credentials',
    `from/to demo (${url}): Not authorized by proxy , ReasonPhrase:Proxy Authentication Required.`,
  ],
  ['another registry', 'https://nexus.example/maven/a: status: 401 Unauthorized'],
  ['a look-alike host', `${url.replace('.com/', '.com.evil.example/')}: status: 401 Unauthorized`],
  ['another port of this machine', 'http://127.0.0.1:1/maven/d/demo-111122223333/webapp/ (401)'],
  ['a version that looks like a status', `Downloaded from demo: ${url}g/a/401/a-401.pom (2 kB)`],
  ['a time that looks like one', `Downloaded ${url}a at 401 kB/s`],
  ['a 404', `${url}g/a: status: 404 Not Found`],
  ['the status in another line', `${url}\nstatus: 401 Unauthorized`],
];

describe('findRejectedRequests', () => {
  for (const [title, text, ...expected] of cases)
    it(title, () =>
      assert.deepEqual(
        findRejectedRequests(text, approved).map(
          ({ status, isCached, isUpload, artifact, endpoint: { domain, repository } }) =>
            [
              ...[status, `${domain}/${repository}`],
              ...[isCached && 'cached', isUpload && 'deploying', artifact],
            ]
              .filter(Boolean)
              .join(' '),
        ),
        expected,
      ),
    );

  // Quadratic work would exceed the time limit of a test.
  it('reads ten megabytes of build output to the end', () => {
    const line = `Downloaded from demo: ${url}g/a/401/a-401.pom (2.1 kB at 401 kB/s)\n`;
    const text = line.repeat(80_000);
    const [found, ...others] = findRejectedRequests(
      `${text}from ${url}x, status: 401 Unauthorized`,
      approved,
    );
    assert.deepEqual([found?.status, others], [401, []]);
  });
});
