// npm run pictures: the README's pictures, made small from those that the last end-to-end tests took.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from './project';
import { artifactsFolderFor } from './tests/artifacts';
import { openBrowser } from './vscode/browser';

/** Which picture of which end-to-end test becomes which of the README. */
const pictures = [
  { test: 'firstLesson', from: 'e2e/7-packages', to: 'packages' },
  { test: 'publish', from: 'e2e-publish/4-preview', to: 'publish' },
  { test: 'refused', from: 'e2e-refused/3-refused', to: 'refused' },
  { test: 'doctor', from: 'e2e-doctor/1-doctor', to: 'doctor' },
];

async function main(): Promise<void> {
  const folder = path.join(projectFolder, 'media', 'readme');
  await mkdir(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    for (const { test, from, to } of pictures) {
      const taken = path.join(artifactsFolderFor('e2e', test), `${from}.png`);
      const png = await readFile(taken).catch(() => undefined);
      if (!png) {
        console.log(`${to} stays as it is: no end-to-end test here took ${from}`);
        continue;
      }
      const file = path.join(folder, `${to}.webp`);
      const webp = await page.evaluate<string>(inWebp(png.toString('base64')));
      await writeFile(file, Buffer.from(webp, 'base64'));
      console.log(path.relative(projectFolder, file));
    }
  } finally {
    await browser.close();
  }
}

/** An expression for the browser: `png` at 960 pixels, as WebP, a third smaller than JPEG. */
const inWebp = (png: string) => `(async () => {
  const image = new Image();
  image.src = 'data:image/png;base64,${png}';
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 960;
  canvas.height = (960 * image.height) / image.width;
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/webp', 0.4).replace(/^.*,/, '');
})()`;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
