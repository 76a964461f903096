import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LessonHome } from './home';

/** Writes a settings.xml as the AWS console has it, for `repository` of the running sandbox, without a token. */
export async function writeSettingsXml(home: LessonHome, repository: string): Promise<void> {
  const state = await readFile(path.join(home.sandboxFolder, 'sandbox.json'), 'utf8');
  const { endpoint } = JSON.parse(state) as { readonly endpoint: string };
  const id = `demo-${repository}`;
  const settings = `<settings>
  <servers>
    <server>
      <id>${id}</id>
      <username>aws</username>
      <password></password>
    </server>
  </servers>
  <mirrors>
    <mirror>
      <id>${id}</id>
      <url>${endpoint}/maven/d/demo-111122223333/${repository}/</url>
      <mirrorOf>*</mirrorOf>
    </mirror>
  </mirrors>
</settings>
`;
  await mkdir(path.dirname(home.settingsXml), { recursive: true });
  await writeFile(home.settingsXml, settings);
}
