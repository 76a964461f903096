// npm run pictures: the README's pictures, made small from those that the last story test took.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cachePath, projectFolder } from './project';
import { openBrowser } from './vscode/browser';

/** Which picture of the story becomes which of the README. */
const pictures = {
  '2-repositories': 'repositories',
  '4-diff': 'diff',
  '7-packages': 'packages',
};

async function main(): Promise<void> {
  const folder = path.join(projectFolder, 'media', 'readme');
  await mkdir(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 960, height: 600 } });
    for (const [from, to] of Object.entries(pictures)) {
      const png = await readFile(path.join(cachePath('story'), `${from}.png`));
      const source = `data:image/png;base64,${png.toString('base64')}`;
      await page.setContent(`<body style="margin:0"><img width="960" src="${source}"></body>`);
      const file = path.join(folder, `${to}.jpg`);
      await page.screenshot({ path: file, type: 'jpeg', quality: 65 });
      console.log(path.relative(projectFolder, file));
    }
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
