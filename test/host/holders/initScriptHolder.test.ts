import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Domain } from '../../../src/core/coordinates';
import { Secret } from '../../../src/core/secret';
import type { Token } from '../../../src/core/token';
import { createInitScript, initScriptName } from '../../../src/gradle/createInitScript';
import { tokenFileName } from '../../../src/gradle/tokenFileName';
import type { GradleFiles } from '../../../src/ui/buildTools/gradle/gradleFiles';
import { InitScriptHolder } from '../../../src/ui/tokens/initScriptHolder';
import { fakeServices, type FakeServices, other, team } from './fakeServices';

const { signal } = new AbortController();
const token = (text: string, domain = team): Token => ({
  domain,
  secret: new Secret(text),
  expires: new Date(Date.now() + 3_600_000),
});

describe('the token files of the init script', () => {
  let home: string;
  let script: string;
  let named: readonly Domain[];
  let services: FakeServices;
  let holder: InitScriptHolder;
  const former = process.env['GRADLE_USER_HOME'];
  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'gradle-home-'));
    process.env['GRADLE_USER_HOME'] = home;
    await fs.mkdir(path.join(home, 'init.d'));
    script = path.join(home, 'init.d', initScriptName);
    named = [team];
    services = fakeServices(home);
    const findDomains = () =>
      Promise.resolve(named.map(domain => ({ domain, file: 'build.gradle', line: 1 })));
    const gradleFiles = { findDomains } as unknown as GradleFiles;
    holder = new InitScriptHolder({ ...services, gradleFiles });
  });
  afterEach(async () => {
    if (former === undefined) delete process.env['GRADLE_USER_HOME'];
    else process.env['GRADLE_USER_HOME'] = former;
    services.log.dispose();
    await fs.rm(home, { recursive: true });
  });

  const context = async () => ({
    ledger: await services.tokenLedger.read(signal),
    trustedDomains: [],
  });
  const tokenFile = (domain: Domain) => path.join(home, 'init.d', tokenFileName(domain));
  const find = async () => await holder.find(await context(), signal);

  it('are none without the script', async () => {
    await holder.renew(token('first'), await context(), signal);
    assert.deepEqual((await find()).locations, []);
    assert.deepEqual((await find()).files, [script]);
    assert.ok(!existsSync(tokenFile(team)));
  });

  it('are renewed for a known domain that a build script names', async () => {
    await fs.writeFile(script, createInitScript());
    assert.equal((await find()).locations[0]?.currentToken, undefined);
    await holder.renew(token('first'), await context(), signal);
    assert.equal(await fs.readFile(tokenFile(team), 'utf8'), 'first');
    assert.equal((await fs.stat(tokenFile(team))).mode & 0o777, 0o600);
    await holder.renew(token('second'), await context(), signal);
    const [location] = (await find()).locations;
    assert.equal(location?.currentToken?.reveal(), 'second');
    assert.deepEqual([location.autoRenewed, location.removable], [true, true]);
  });

  it('stay served in a window without build scripts', async () => {
    await fs.writeFile(script, createInitScript());
    await holder.renew(token('first'), await context(), signal);
    named = [];
    const { locations, trustedDomains } = await find();
    assert.deepEqual(
      locations.map(({ autoRenewed }) => autoRenewed),
      [true],
    );
    assert.deepEqual(trustedDomains, [team]);
  });

  it('are not written by themselves for a domain that only a build script names', async () => {
    await fs.writeFile(script, createInitScript());
    named = [other];
    await holder.renew(token('first', other), await context(), signal);
    assert.ok(!existsSync(tokenFile(other)));
    const { locations, trustedDomains } = await find();
    assert.deepEqual(
      locations.map(({ autoRenewed }) => autoRenewed),
      [false],
    );
    assert.deepEqual(trustedDomains, []);
  });

  it('are removed at sign-out, and the script with the last of them', async () => {
    await fs.writeFile(script, createInitScript());
    named = [team, other];
    const trusting = async () => ({ ...(await context()), trustedDomains: [team, other] });
    for (const domain of named) await holder.renew(token('x', domain), await trusting(), signal);
    const { locations } = await find();
    const [first, second] = locations;
    assert.ok(first && second);
    await holder.remove([first], signal);
    assert.deepEqual([existsSync(first.holder), existsSync(script)], [false, true]);
    await holder.remove([second], signal);
    assert.deepEqual([existsSync(second.holder), existsSync(script)], [false, false]);
  });

  it('leave a script that somebody changed', async () => {
    await fs.writeFile(script, `${createInitScript()}// mine\n`);
    await holder.renew(token('first'), await context(), signal);
    await holder.remove((await find()).locations, signal);
    assert.deepEqual([existsSync(tokenFile(team)), existsSync(script)], [false, true]);
  });
});
