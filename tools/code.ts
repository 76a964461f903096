// Takes the arguments of the program `code` and does in VS Code's server with a headless browser
// what the desktop build would: @vscode/test-electron runs the same suites in both.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { recordChildren, createTemporaryFolder } from './machine/leftovers';
import { onParentExit } from './machine/parentEnd';
import { openBrowser, openContext } from './vscode/browser';
import { parseCodeArguments } from './vscode/codeArguments';
import { copyExtensions } from './vscode/standIns';
import { startCodeServer } from './vscode/server';
import { workbenchUrl } from './vscode/workbenchUrl';
import { runMain } from './machine/runMain';

async function runSuite(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { developmentFolders, testsPath, trusted, folder, ...wanted } = parseCodeArguments(args);
  if (testsPath === undefined) throw new Error('--extensionTestsPath is missing.');
  const { folder: tempFolder, remove } = createTemporaryFolder('vscode-');
  const { userDataFolder = path.join(tempFolder, 'user') } = wanted;
  const { extensionsFolder = path.join(tempFolder, 'extensions') } = wanted;
  await mkdir(userDataFolder, { recursive: true });
  const [development, ...others] = developmentFolders;
  // The window in a browser heeds one folder in development; the others are as good as installed.
  await copyExtensions(others, extensionsFolder);
  const options = { tempFolder, userDataFolder, extensionsFolder, env: process.env, trusted };
  const server = await startCodeServer({ ...options, forTests: true, allBuiltIns: false });
  try {
    const url = workbenchUrl({
      port: server.port,
      ...(development === undefined ? {} : { developmentFolders: [development] }),
      testsPath,
      ...(folder === undefined ? {} : { folder }),
    });
    return await Promise.race([
      suiteInBrowser(url, signal),
      server.ended.then(() => Promise.reject(new Error(`VS Code's server ended too early.`))),
    ]);
  } finally {
    await server.stop();
    await remove();
  }
}

/** Opens the window and resolves to the exit code that VS Code gives after the tests. */
async function suiteInBrowser(url: URL, signal: AbortSignal): Promise<number> {
  const browser = await openBrowser();
  const forget = recordChildren();
  try {
    const context = await openContext(browser);
    const page = await context.newPage();
    const exit = new Promise<number>((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      page.once('crash', () => reject(new Error('The window crashed.')));
      signal.addEventListener('abort', () => reject(new Error('Stopped.')), { once: true });
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, texts: unknown[]) =>
      console.log(texts.map(String).join(' ')),
    );
    await Promise.all([page.goto(url.href), exit]);
    return await exit;
  } finally {
    await browser.close();
    forget();
  }
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => stop.abort());
onParentExit(() => stop.abort());

runMain(runSuite(process.argv.slice(2), stop.signal));
