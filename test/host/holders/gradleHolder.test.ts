import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isFailure } from '../../../src/core/failure';
import { Secret } from '../../../src/core/secret';
import type { Token } from '../../../src/core/token';
import { resolveTokenProperty } from '../../../src/ui/buildTools/gradle/resolveTokenProperty';
import { GradleFiles } from '../../../src/ui/buildTools/gradle/gradleFiles';
import { writeProperty } from '../../../src/ui/buildTools/gradle/writeProperty';
import { GradleHolder } from '../../../src/ui/tokens/gradleHolder';
import type { HolderContext } from '../../../src/ui/tokens/tokenHolder';
import { fakeServices, type FakeServices, other, team } from './fakeServices';

const { signal } = new AbortController();
const token = (text: string, domain = team): Token => ({
  domain,
  secret: new Secret(text),
  expires: new Date(Date.now() + 3_600_000),
});

describe('a property that holds a token', () => {
  let folder: string;
  let file: string;
  let services: FakeServices;
  let holder: GradleHolder;
  const former = process.env['GRADLE_USER_HOME'];
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'gradle-home-'));
    process.env['GRADLE_USER_HOME'] = folder;
    file = path.join(folder, 'gradle.properties');
    services = fakeServices(folder);
    const gradleFiles = new GradleFiles(services.log, () => Promise.resolve([]));
    holder = new GradleHolder({ ...services, gradleFiles });
  });
  afterEach(async () => {
    if (former === undefined) delete process.env['GRADLE_USER_HOME'];
    else process.env['GRADLE_USER_HOME'] = former;
    services.log.dispose();
    await fs.rm(folder, { recursive: true });
  });

  const known = async (): Promise<HolderContext> => ({
    ledger: await services.tokenLedger.read(signal),
    trustedDomains: [],
  });
  const write = (text: string, name = 'codeartifactToken', domain = team) =>
    writeProperty(
      services,
      { file, name, ruling: { action: 'create' } },
      token(text, domain),
      signal,
    );
  const read = () => fs.readFile(file, 'utf8');

  it('is renewed once it was written, beside what others put there', async () => {
    await fs.writeFile(file, 'a=b');
    await write('first');
    await fs.appendFile(file, '\nc=d\n');
    await holder.renew(token('second'), await known(), signal);
    assert.equal(await read(), 'a=b\ncodeartifactToken=second\nc=d\n');
    const [place] = (await holder.find(await known(), signal)).locations;
    assert.deepEqual([place?.currentToken?.reveal(), place?.autoRenewed], ['second', true]);
  });

  it('is left alone once somebody gave it another value', async () => {
    await write('first');
    await fs.writeFile(file, 'codeartifactToken=hunter2\n');
    await holder.renew(token('second'), await known(), signal);
    assert.equal(await read(), 'codeartifactToken=hunter2\n');
    await assert.rejects(write('third'), error => {
      return isFailure(error) && error.code === 'property-not-ours';
    });
    const { locations } = await holder.find(await known(), signal);
    assert.deepEqual([locations[0]?.autoRenewed, locations[0]?.removable], [false, false]);
    await holder.remove(locations, signal);
    assert.equal(await read(), 'codeartifactToken=hunter2\n');
  });

  it('is not made again where somebody took it out', async () => {
    await write('first');
    await fs.writeFile(file, 'a=b\n');
    await holder.renew(token('second'), await known(), signal);
    assert.equal(await read(), 'a=b\n');
  });

  it('goes at sign-out, and comes back by click alone', async () => {
    await fs.writeFile(file, 'a=b\n');
    await write('first');
    const { locations } = await holder.find(await known(), signal);
    await services.tokenLedger.markSignedOut(locations, signal);
    await holder.remove(locations, signal);
    assert.equal(await read(), 'a=b\n');
    await holder.renew(token('second'), await known(), signal);
    assert.equal(await read(), 'a=b\n');
    const plan = await holder.plan(await known(), signal);
    await plan.write([token('third')], signal);
    assert.equal(await read(), 'a=b\ncodeartifactToken=third\n');
  });

  it('has another name for another domain', async () => {
    await write('first');
    const name = async (domain: typeof team) =>
      resolveTokenProperty((await known()).ledger, file, domain);
    assert.equal(await name(team), 'codeartifactToken');
    assert.equal(await name(other), 'codeartifactToken_other');
    await write('of-other', 'codeartifactToken_other', other);
    assert.equal(await name(other), 'codeartifactToken_other');
    await holder.renew(token('second'), await known(), signal);
    assert.equal(await read(), 'codeartifactToken=second\ncodeartifactToken_other=of-other\n');
  });
});
