import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { isFailure } from '../../../src/core/failure';
import { Secret } from '../../../src/core/secret';
import type { Token } from '../../../src/core/token';
import { FileHolder } from '../../../src/ui/tokens/fileHolder';
import type { HolderContext } from '../../../src/ui/tokens/tokenHolder';
import { fakeServices, type FakeServices, team } from './fakeServices';

const { signal } = new AbortController();
const token: Token = {
  domain: team,
  secret: new Secret('fresh.token'),
  expires: new Date(Date.now() + 3_600_000),
};

describe('a file that holds a token', () => {
  let folder: string;
  let file: string;
  let services: FakeServices;
  let holder: FileHolder;
  beforeEach(async () => {
    folder = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), 'token-file-')));
    file = path.join(folder, 'secrets', 'team');
    services = fakeServices(folder);
    holder = new FileHolder(services);
    await name({ team: file });
  });
  afterEach(async () => {
    await name(undefined);
    services.log.dispose();
    await fs.rm(folder, { recursive: true });
  });

  const name = (files: Record<string, string> | undefined) =>
    vscode.workspace
      .getConfiguration('codeartifact')
      .update('token.files', files, vscode.ConfigurationTarget.Global);
  const known = async (): Promise<HolderContext> => ({
    ledger: await services.tokenLedger.read(signal),
    trustedDomains: [team],
  });
  const renew = async () => holder.renew(token, await known(), signal);
  const places = async () => (await holder.find(await known(), signal)).locations;
  const mode = async () => (await fs.stat(file)).mode & 0o777;

  it('is made for the user alone, with the token and nothing else, and known again', async () => {
    await renew();
    assert.equal(await fs.readFile(file, 'utf8'), 'fresh.token');
    assert.equal(await mode(), 0o600);
    const [place] = await places();
    assert.deepEqual(
      [place?.currentToken?.reveal(), place?.autoRenewed, place?.removable],
      ['fresh.token', true, true],
    );
  });

  it('is closed to others before the token is in it', async () => {
    await fs.mkdir(path.dirname(file));
    await fs.writeFile(file, '');
    await fs.chmod(file, 0o644);
    await renew();
    assert.equal(await mode(), 0o600);
  });

  it('is left alone when it holds something else', async () => {
    await fs.mkdir(path.dirname(file));
    await fs.writeFile(file, 'my own secret');
    await renew();
    assert.equal(await fs.readFile(file, 'utf8'), 'my own secret');
    const [place] = await places();
    assert.deepEqual([place?.autoRenewed, place?.removable], [false, false]);
    await holder.remove(await places(), signal);
    assert.equal(await fs.readFile(file, 'utf8'), 'my own secret');
  });

  it('is not written without a question where git is', async () => {
    await fs.mkdir(path.join(folder, '.git'));
    await renew();
    assert.equal((await places())[0]?.autoRenewed, false);
    await assert.rejects(fs.stat(file));
    await services.memento.update('agreedTokenFiles', [file]);
    await renew();
    assert.equal(await fs.readFile(file, 'utf8'), 'fresh.token');
  });

  it('is never reached through a link', async () => {
    const victim = path.join(folder, 'victim');
    await fs.writeFile(victim, '');
    await fs.mkdir(path.dirname(file));
    await fs.symlink(victim, file);
    await renew();
    assert.equal(await fs.readFile(victim, 'utf8'), '');
    const { problems } = await holder.plan(await known(), signal);
    assert.ok(isFailure(problems[0]));
    assert.match(problems[0].details.reason ?? '', /link/);
  });

  it('must have an absolute path and a domain that is known', async () => {
    await name({ team: 'relative/file', stranger: file });
    const plan = await holder.plan(await known(), signal);
    assert.deepEqual(
      plan.problems.map(({ details }) => details.reason),
      ['the path is not absolute'],
    );
    assert.equal(plan.locations.length, 0);
  });

  it('goes when its token is removed, and is not made again by itself', async () => {
    await renew();
    const out = await places();
    await services.tokenLedger.markSignedOut(out, signal);
    await holder.remove(out, signal);
    await assert.rejects(fs.stat(file));
    await renew();
    await assert.rejects(fs.stat(file));
  });
});
