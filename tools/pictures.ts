// npm run pictures: the README's pictures, made small from those that the last story tests took.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cachePath, projectFolder } from './project';
import { openBrowser } from './vscode/browser';

/** Which picture of which story becomes which of the README. */
const pictures = {
  'story/2-repositories': 'repositories',
  'story/4-diff': 'diff',
  'story/7-packages': 'packages',
  'story-publish/4-preview': 'publish',
  'story-publish/6-in-the-tree': 'published',
};

async function main(): Promise<void> {
  const folder = path.join(projectFolder, 'media', 'readme');
  await mkdir(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 960, height: 600 } });
    for (const [from, to] of Object.entries(pictures)) {
      const png = await readFile(`${cachePath(from)}.png`);
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
