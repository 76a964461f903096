import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import manifest from '../../package.json';
import { recordChildren, createTemporaryFolder } from '../machine/leftovers';
import { openBrowser, openContext } from '../vscode/browser';
import { quietSettings } from '../vscode/quietSettings';
import { copyExtensions } from '../vscode/standIns';
import { startCodeServer } from '../vscode/server';
import { writeSettings } from '../vscode/writeSettings';
import { workbenchUrl } from '../vscode/workbenchUrl';
import { waitForWorkbench } from './workbench';
import type { CodeWindow } from './window';
import { WindowLog } from './windowLog';

/** How a window is to be opened. */
export interface OpenWindowOptions {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly vsix: string;
  readonly picturesFolder: string;
  /** Settings of the user and, as they are of machine scope too, of the machine. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions that are installed too. */
  readonly otherExtensions?: readonly string[];
  /** Whether VS Code's own extensions with a program, such as Git, are there too. */
  readonly allBuiltIns?: boolean;
  /** Whether the folder is trusted without asking. */
  readonly trusted: boolean;
}

/** A window and its end, which leaves nothing behind but the pictures and VS Code's logs. */
export interface OpenedWindow extends CodeWindow {
  /** Where VS Code keeps all that it writes for this window. */
  readonly tempFolder: string;
  /** Opens one more window on the same folder: it shares all but the extension host. */
  another(): Promise<CodeWindow>;
  close(): Promise<void>;
}

const extensionId = `${manifest.publisher}.${manifest.name}`;

const windowSettings = {
  ...quietSettings,
  // As text in the page, where it can be read.
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.shellIntegration.enabled': false,
  // It shows a command a second time, above what it printed.
  'terminal.integrated.stickyScroll.enabled': false,
  'terminal.integrated.defaultProfile.linux': 'bash',
  // An editor that opens late would replace what was selected in the Explorer meanwhile.
  'explorer.autoReveal': false,
  'workbench.colorTheme': 'Default Dark Modern',
} as const;

/** Opens `folder` in a real VS Code in a headless browser, with the extension installed. */
export async function openWindow(options: OpenWindowOptions): Promise<OpenedWindow> {
  const { folder: tempFolder, remove } = createTemporaryFolder('window-');
  const ends: (() => Promise<unknown>)[] = [remove];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const userDataFolder = path.join(tempFolder, 'user');
    await writeSettings(userDataFolder, { ...windowSettings, ...options.settings });
    const extensionsFolder = path.join(tempFolder, 'extensions');
    await copyExtensions(options.otherExtensions ?? [], extensionsFolder);
    const server = await startCodeServer({
      tempFolder,
      userDataFolder,
      extensionsFolder,
      env: options.env,
      trusted: options.trusted,
      forTests: false,
      vsix: options.vsix,
      allBuiltIns: options.allBuiltIns ?? false,
    });
    ends.push(() => keepLogs(userDataFolder, options.picturesFolder));
    ends.push(() => server.stop());
    const browser = await openBrowser();
    const forget = recordChildren();
    ends.push(async () => {
      await browser.close();
      forget();
    });
    const context = await openContext(browser);
    const log = new WindowLog(options.picturesFolder);
    const another = async () => {
      const page = await context.newPage();
      const window = { page, picturesFolder: options.picturesFolder };
      log.follow(page);
      const { folder } = options;
      await page.goto(workbenchUrl({ port: server.port, folder, traced: extensionId }).href);
      await waitForWorkbench(window);
      return window;
    };
    return { ...(await another()), tempFolder, another, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function keepLogs(userDataFolder: string, picturesFolder: string): Promise<void> {
  const logs = path.join(userDataFolder, 'logs');
  const kept = path.join(picturesFolder, 'logs', 'server');
  await rm(kept, { recursive: true, force: true });
  await cp(logs, kept, { recursive: true }).catch(() => undefined);
}
