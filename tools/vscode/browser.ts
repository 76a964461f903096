import { randomBytes } from 'node:crypto';
import { chromium as playwright, type Browser, type BrowserContext } from 'playwright-core';
import { ensureChromium } from './chromium';

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A window of a test ends before compiling its scripts once more, faster, has paid off.
  '--js-flags=--no-maglev,--no-turbofan',
];

/** A headless Chromium of this system. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await ensureChromium(),
    args: switches,
    headless: true,
    // It would end this process before what is open is closed.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * A profile of its own in `browser`, made for VS Code: it reaches 127.0.0.1 alone, may use the
 * clipboard, and gives VS Code the key that it keeps secrets under.
 */
export async function openContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  // Who opens a window waits for what it shows, with a limit of its own.
  context.setDefaultNavigationTimeout(0);
  await context.route(
    url => url.protocol.startsWith('http') && !isOwn(url.hostname),
    route => route.abort(),
  );
  const key = randomBytes(32);
  await context.route('**/mint-key', route =>
    route.fulfill({ body: key, contentType: 'application/octet-stream' }),
  );
  return context;
}

const isOwn = (host: string) => host === '127.0.0.1' || host.endsWith('.localhost');
