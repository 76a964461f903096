import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { createLessonHome, type LessonHome } from '../lesson/home';
import { sampleFolder, sandboxSettings } from '../lesson/openLesson';
import { createTemporaryFolder } from '../machine/leftovers';
import { ensureMaven } from '../maven/toolchain';
import { ensureMavenUpstream } from '../maven/upstream';
import { ensurePackedExtension } from '../vsix';
import type { CodeVariant } from '../vscode/choice';
import { quietSettings } from '../vscode/quietSettings';
import { startCodeServer } from '../vscode/server';
import { workbenchUrl } from '../vscode/workbenchUrl';
import { writeSettings } from '../vscode/writeSettings';
import { homeEnvironment } from '../window/homeEnvironment';
import { openDesktopWindow } from './desktopWindow';
import { startSandboxProcess } from './sandboxProcess';

/** What a session tells while it runs. */
type Say = (line: string) => void;

/**
 * Opens VS Code on the sample project, with the extension and a sandbox, for someone who lives in
 * `home`. What they change there is there again at the next start. Resolves when VS Code is closed
 * or `signal` aborts, and everything it had started has ended.
 */
export async function runSession(
  home: LessonHome,
  choice: CodeVariant,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  await ensureMaven();
  const upstream = await ensureMavenUpstream();
  const vsix = await ensurePackedExtension();
  await createLessonHome(home);
  if (!existsSync(home.project)) await cp(sampleFolder, home.project, { recursive: true });
  const userDataFolder = path.join(home.folder, 'vscode', 'user');
  await writeSettings(userDataFolder, { ...quietSettings, ...sandboxSettings(home, upstream) });
  const sandbox = await startSandboxProcess(home.sandboxFolder, upstream);
  try {
    const { endpoint } = JSON.parse(sandbox.announcement) as { readonly endpoint: string };
    say(`The sandbox serves ${home.sandboxFolder} at ${endpoint}, with ${upstream} behind it.`);
    const window = {
      folder: home.project,
      env: homeEnvironment(home.folder, process.env),
      vsix,
      userDataFolder,
      extensionsFolder: path.join(home.folder, 'vscode', 'extensions'),
    };
    await (choice === 'desktop' ? desktop(window, say, signal) : server(window, say, signal));
  } finally {
    await sandbox.stop();
  }
}

type OnDesktop = Parameters<typeof openDesktopWindow>[0];

async function desktop(window: OnDesktop, say: Say, signal: AbortSignal): Promise<void> {
  say('VS Code opens. Close it, or press Ctrl-C here, to end.');
  await openDesktopWindow(window, signal);
}

async function server(window: OnDesktop, say: Say, signal: AbortSignal): Promise<void> {
  const { folder: tempFolder, remove } = createTemporaryFolder('start-');
  try {
    const connectionToken = randomBytes(24).toString('base64url');
    const running = await startCodeServer({
      ...window,
      tempFolder,
      connectionToken,
      trusted: true,
      forTests: false,
      allBuiltIns: true,
    });
    const { folder } = window;
    say('Open VS Code in a browser, and press Ctrl-C here to end:');
    say(`  ${workbenchUrl({ port: running.port, folder, connectionToken }).href}`);
    await Promise.race([running.ended, aborted(signal)]);
    await running.stop();
  } finally {
    await remove();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
