import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import { readDialogText, clickDialogButton } from '../../tools/window/dialog';
import { dismissAllNotifications, waitForNotification } from '../../tools/window/notifications';
import type { OpenedWindow } from '../../tools/window/openWindow';
import {
  enterInputBox,
  pickItem,
  waitForPickLabels,
  runPaletteCommand,
} from '../../tools/window/quickPick';
import { TreeView } from '../../tools/window/tree';
import { attemptTimeout, takeScreenshot, waitUntil } from '../../tools/window/window';
import { openViewContainer } from '../../tools/window/workbench';
import { awsStandIn } from './awsStandIn';
import { type Company, signInPage, userCode } from './company';
import { companyWindow, type CompanyWindow } from './companyWindow';

const settingsXml = `<settings>
  <servers><server><id>team</id><username>aws</username><password></password></server></servers>
  <mirrors><mirror><id>team</id><mirrorOf>*</mirrorOf>
    <url>https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/</url>
  </mirror></mirrors>
</settings>
`;

/** A folder of the user's own comes first in PATH, as many have it. */
const profileOfShell = 'export PATH="$HOME/bin:$PATH"\n';

describe('connections in the window', () => {
  let opened: CompanyWindow;
  let company: Company;
  let window: OpenedWindow;
  let tree: TreeView;
  const home = (...parts: string[]) => opened.home(...parts);
  const connect = (profile: string, region?: string) => opened.connect(profile, region);

  before(async () => {
    const files = () => ({ '.m2/settings.xml': settingsXml, '.bash_profile': profileOfShell });
    opened = await companyWindow('e2e-connections', { trusted: true, files });
    ({ company, window, tree } = opened);
    await window.page
      .context()
      .route(`${signInPage}**`, route =>
        route.fulfill({ body: company.page(route.request().method()), contentType: 'text/html' }),
      );
  });
  after(() => opened.end());

  const described = (label: string, text: RegExp, region = 'eu-west-1') =>
    waitUntil(window, `${label} described as ${String(text)}`, async () =>
      (await tree.rows()).some(
        row =>
          row.label === label && row.description.includes(region) && text.test(row.description),
      ),
    );

  /** Confirms the code on the page that the window has opened. */
  async function allow(): Promise<void> {
    const told = await waitForNotification(window, userCode);
    assert.match(told, /Confirm the code ABCD-EFGH in the browser/);
    await takeScreenshot(window, 'code');
    assert.match(await readDialogText(window), /open the external website/);
    await clickDialogButton(window, 'Open');
    const page = await waitUntil(window, 'the page to sign in on', () => {
      const pages = window.page.context().pages();
      return Promise.resolve(pages.find(it => it.url().startsWith(signInPage)));
    });
    assert.equal(await page.locator('h1').textContent(attemptTimeout), userCode);
    await page.getByRole('button', { name: 'Allow' }).click(attemptTimeout);
    await page.getByRole('heading', { name: 'Done' }).waitFor(attemptTimeout);
    await page.close();
  }

  it('are asked for where a token is wanted and none can serve it', async () => {
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    const offered = await waitForPickLabels(window);
    assert.deepEqual(
      ['corp', 'old', 'Default credentials', 'Sandbox'].filter(it => !offered.includes(it)),
      [],
    );
    await takeScreenshot(window, 'connect');
    await window.page.keyboard.press('Escape');
    assert.match(await waitForNotification(window, 'No AWS connection'), /can serve team/);
  });

  it('show who they are, and hint once at an access key that lives long', async () => {
    await connect('old');
    await tree.expand(['old', 'team']);
    await described('old', /· ci in 111122223333$/);
    assert.match(
      await waitForNotification(window, 'never expires'),
      /^The access key of old never expires\. Single sign-on/,
    );
    await takeScreenshot(window, 'identity');
  });

  it('of another profile sign in by a code, and what waited goes on', async () => {
    await connect('corp');
    await tree.expand(['corp']);
    const failed = 'The AWS sign-in of corp has expired. Sign in again, then retry.';
    await tree.find(['corp', failed]);
    await takeScreenshot(window, 'signed-out');
    await tree.press(['corp', failed], titles['command.signIn']);
    await allow();
    await tree.find(['corp', 'team']);
    await described('corp', /· Developer\/me@corp\.example in 111122223333$/);
    await takeScreenshot(window, 'signed-in');
    const cache = home('.aws', 'sso', 'cache');
    const [name = ''] = await readdir(cache);
    assert.equal((await stat(path.join(cache, name))).mode & 0o777, 0o600);
    assert.match(await readFile(path.join(cache, name), 'utf8'), /"accessToken":"sso-access"/);
  });

  it('that expire keep what was known, and sign in again', async () => {
    company.expire();
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refresh']}`);
    const failed = 'The AWS sign-in of corp has expired. Sign in again, then retry.';
    await tree.find(['corp', failed]);
    assert.deepEqual(await tree.childrenOf(['corp']), [failed, 'team']);
    await takeScreenshot(window, 'expired');
    await tree.press(['corp', failed], titles['command.signIn']);
    await allow();
    await waitUntil(window, 'the failure to go', async () => {
      const [first] = await tree.childrenOf(['corp']);
      return first === 'team';
    });
  });

  it('sign in with the AWS CLI in a terminal, where it is there', async () => {
    company.expire();
    const { calls } = await awsStandIn(home());
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refresh']}`);
    const failed = 'The AWS sign-in of corp has expired. Sign in again, then retry.';
    await tree.press(['corp', failed], titles['command.signIn']);
    const ways = ['With a code in the browser', 'With the AWS CLI in a terminal'];
    assert.deepEqual(await waitForPickLabels(window), ways);
    await takeScreenshot(window, 'ways');
    await pickItem(window, 'With the AWS CLI in a terminal');
    await waitUntil(window, 'the failure to go', async () => {
      const [first] = await tree.childrenOf(['corp']);
      return first === 'team';
    });
    assert.deepEqual(await calls(), ['--version', 'sso login --profile corp']);
  });

  it('of a profile that only the AWS CLI signs in to say when it fails, and go on when it does not', async () => {
    await awsStandIn(home(), 255);
    await connect('console');
    const failed = 'The AWS sign-in of console has expired. Sign in again, then retry.';
    await tree.press(['console', failed], titles['command.signIn']);
    assert.match(
      await waitForNotification(window, 'exit code 255'),
      /"aws login --profile console" failed with exit code 255. To see the reason/,
    );
    await takeScreenshot(window, 'cli-failed');
    await dismissAllNotifications(window);
    const { calls } = await awsStandIn(home());
    await tree.press(['console', failed], titles['command.signIn']);
    await tree.find(['console', 'team']);
    await described('console', /in 111122223333$/);
    assert.deepEqual(await calls(), ['--version', 'login --profile console']);
  });

  it('that are offline keep what was known and say since when', async () => {
    const comeBack = await company.away();
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refresh']}`);
    await described('corp', /^offline, as of \d+:\d+/);
    await tree.find(['corp', 'team']);
    await tree.find(['old', 'team', 'releases']);
    await takeScreenshot(window, 'offline');
    await comeBack();
    for (const name of ['corp', 'old']) {
      await tree.press([name], titles['command.retry']);
      await described(name, /in 111122223333$/);
    }
  });

  it('are shown as they were last by a window that opens offline', async () => {
    const comeBack = await company.away();
    const second = await window.another();
    await openViewContainer(second, 'CodeArtifact');
    const its = new TreeView(second, titles['view.explorer']);
    await its.expand(['corp']);
    await its.expand(['old', 'team']);
    await its.find(['corp', 'team']);
    await its.find(['old', 'team', 'releases']);
    const shown = (await its.rows()).map(({ label, description }) => `${label} ${description}`);
    assert.ok(
      shown.some(row => /^old offline, as of \d+:\d+/.test(row)),
      shown.join('\n'),
    );
    await takeScreenshot(second, 'opened-offline');
    await second.page.close();
    await comeBack();
  });

  it('to a region without CodeArtifact say so', async () => {
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.connect']}`);
    await pickItem(window, 'old');
    await pickItem(window, 'Another region…');
    await enterInputBox(window, 'eu-central-1', 'eu-nowhere-1');
    await described('old', /^offline/, 'eu-nowhere-1');
    await waitUntil(window, 'the reason', async () =>
      (await tree.rows()).some(({ label }) => /was not found.*region/.test(label)),
    );
    await takeScreenshot(window, 'wrong-region');
  });

  it('of a profile that goes say so, and come back with it', async () => {
    const unknown = company.config.replace('[profile corp]', '[profile was-corp]');
    await writeFile(home('.aws', 'config'), unknown);
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refresh']}`);
    await waitUntil(window, 'the missing profile', async () =>
      (await tree.rows()).some(({ label }) => label.startsWith('The AWS profile corp is not in')),
    );
    await takeScreenshot(window, 'unknown-profile');
    await writeFile(home('.aws', 'config'), company.config);
    await tree.find(['corp', 'team']);
  });
});
