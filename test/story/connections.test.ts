import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import titles from '../../package.nls.json';
import { cachePath } from '../../tools/project';
import { packedExtension } from '../../tools/vsix';
import { dialogText, pressInDialog } from '../../tools/window/dialog';
import { homeEnvironment } from '../../tools/window/homeEnvironment';
import { notification } from '../../tools/window/notifications';
import { openWindow, type OpenedWindow } from '../../tools/window/openWindow';
import { enter, pick, picks, runCommand } from '../../tools/window/quickPick';
import { Tree } from '../../tools/window/tree';
import { once, picture, until } from '../../tools/window/window';
import { openContainer } from '../../tools/window/workbench';
import { Company, signInPage, userCode } from './company';

const settingsXml = `<settings>
  <servers><server><id>team</id><username>aws</username><password></password></server></servers>
  <mirrors><mirror><id>team</id><mirrorOf>*</mirrorOf>
    <url>https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/</url>
  </mirror></mirrors>
</settings>
`;

describe('connections in the window', () => {
  let folder: string;
  let company: Company;
  let window: OpenedWindow;
  let tree: Tree;
  const home = (...parts: string[]) => path.join(folder, 'home', ...parts);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'story-'));
    company = await new Company().start();
    for (const each of [home('.aws'), home('.m2'), path.join(folder, 'project')])
      await mkdir(each, { recursive: true });
    await writeFile(home('.aws', 'config'), company.config);
    await writeFile(home('.m2', 'settings.xml'), settingsXml);
    const { origin } = company;
    window = await openWindow({
      folder: path.join(folder, 'project'),
      env: {
        ...homeEnvironment(home(), process.env),
        AWS_ENDPOINT_URL_SSO: origin,
        AWS_ENDPOINT_URL_SSO_OIDC: origin,
      },
      vsix: await packedExtension(),
      picturesFolder: cachePath('story-connections'),
      settings: {
        'codeartifact.endpoints.api': { 'eu-west-1': origin },
        'codeartifact.endpoints.sts': { 'eu-west-1': origin },
        'codeartifact.endpoints.allowed': [origin],
      },
      trusted: true,
    });
    await window.page
      .context()
      .route(`${signInPage}**`, route =>
        route.fulfill({ body: company.page(route.request().method()), contentType: 'text/html' }),
      );
    tree = new Tree(window, titles['view.explorer']);
    await openContainer(window, 'CodeArtifact');
  });
  after(async () => {
    await window.close();
    await company.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function connect(profile: string, region = 'eu-west-1'): Promise<void> {
    await runCommand(window, `CodeArtifact: ${titles['command.connect']}`);
    await pick(window, profile);
    await pick(window, region);
  }

  const described = (label: string, text: RegExp, region = 'eu-west-1') =>
    until(window, `${label} described as ${String(text)}`, async () =>
      (await tree.rows()).some(
        row =>
          row.label === label && row.description.includes(region) && text.test(row.description),
      ),
    );

  /** Confirms the code on the page that the window has opened. */
  async function allow(): Promise<void> {
    const told = await notification(window, userCode);
    assert.match(told, /Confirm the code ABCD-EFGH in the browser/);
    await picture(window, 'code');
    assert.match(await dialogText(window), /open the external website/);
    await pressInDialog(window, 'Open');
    const opened = await until(window, 'the page to sign in on', () => {
      const pages = window.page.context().pages();
      return Promise.resolve(pages.find(page => page.url().startsWith(signInPage)));
    });
    assert.equal(await opened.locator('h1').textContent(once), userCode);
    await opened.getByRole('button', { name: 'Allow' }).click(once);
    await opened.getByRole('heading', { name: 'Done' }).waitFor(once);
    await opened.close();
  }

  it('are asked for where a token is wanted and none can serve it', async () => {
    await runCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    const offered = await picks(window);
    assert.deepEqual(
      ['corp', 'old', 'Default credentials', 'Sandbox'].filter(it => !offered.includes(it)),
      [],
    );
    await picture(window, 'connect');
    await window.page.keyboard.press('Escape');
    assert.match(await notification(window, 'No AWS connection'), /can serve team/);
  });

  it('show who they are, and hint once at an access key that lives long', async () => {
    await connect('old');
    await tree.expand(['old', 'team']);
    await described('old', /· ci in 111122223333$/);
    assert.match(await notification(window, 'never expires'), /Single sign-on/);
    await picture(window, 'identity');
  });

  it('of another profile sign in by a code, and what waited goes on', async () => {
    await connect('corp');
    await tree.expand(['corp']);
    const failed = 'The AWS sign-in of corp has ended. Sign in again, then retry.';
    await tree.find(['corp', failed]);
    await picture(window, 'signed-out');
    await tree.press(['corp', failed], titles['command.signIn']);
    await allow();
    await tree.find(['corp', 'team']);
    await described('corp', /· Developer\/me@corp\.example in 111122223333$/);
    await picture(window, 'signed-in');
    const cache = home('.aws', 'sso', 'cache');
    const [name = ''] = await readdir(cache);
    assert.equal((await stat(path.join(cache, name))).mode & 0o777, 0o600);
    assert.match(await readFile(path.join(cache, name), 'utf8'), /"accessToken":"sso-access"/);
  });

  it('that expire keep what was known, and sign in again', async () => {
    company.expire();
    await runCommand(window, `CodeArtifact: ${titles['command.refresh']}`);
    const failed = 'The AWS sign-in of corp has ended. Sign in again, then retry.';
    await tree.find(['corp', failed]);
    assert.deepEqual(await tree.childrenOf(['corp']), [failed, 'team']);
    await picture(window, 'expired');
    await tree.press(['corp', failed], titles['command.signIn']);
    await allow();
    await until(window, 'the failure to go', async () => {
      const [first] = await tree.childrenOf(['corp']);
      return first === 'team';
    });
  });

  it('that are offline keep what was known and say since when', async () => {
    const comeBack = await company.away();
    await runCommand(window, `CodeArtifact: ${titles['command.refresh']}`);
    await described('corp', /^offline, as of \d+:\d+/);
    await tree.find(['corp', 'team']);
    await tree.find(['old', 'team', 'releases']);
    await picture(window, 'offline');
    await comeBack();
    for (const name of ['corp', 'old']) {
      await tree.press([name], titles['command.retry']);
      await described(name, /in 111122223333$/);
    }
  });

  it('to a region without CodeArtifact say so', async () => {
    await runCommand(window, `CodeArtifact: ${titles['command.connect']}`);
    await pick(window, 'old');
    await pick(window, 'Another region…');
    await enter(window, 'eu-central-1', 'eu-nowhere-1');
    await described('old', /^offline/, 'eu-nowhere-1');
    await until(window, 'the reason', async () =>
      (await tree.rows()).some(({ label }) => /has no address.*region/.test(label)),
    );
    await picture(window, 'wrong-region');
  });

  it('of a profile that goes say so, and come back with it', async () => {
    const unknown = company.config.replace('[profile corp]', '[profile was-corp]');
    await writeFile(home('.aws', 'config'), unknown);
    await runCommand(window, `CodeArtifact: ${titles['command.refresh']}`);
    await until(window, 'the missing profile', async () =>
      (await tree.rows()).some(({ label }) =>
        label.startsWith('The AWS profile corp does not exist'),
      ),
    );
    await picture(window, 'unknown-profile');
    await writeFile(home('.aws', 'config'), company.config);
    await tree.find(['corp', 'team']);
  });
});
