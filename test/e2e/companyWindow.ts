import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import titles from '../../package.nls.json';
import { artifactsFolder } from '../../tools/tests/artifacts';
import { ensurePackedExtension } from '../../tools/vsix';
import { homeEnvironment } from '../../tools/window/homeEnvironment';
import { openWindow, type OpenedWindow } from '../../tools/window/openWindow';
import { pickItem, runPaletteCommand } from '../../tools/window/quickPick';
import { TreeView } from '../../tools/window/tree';
import { openViewContainer } from '../../tools/window/workbench';
import { Company } from './company';

/** A window of somebody in a company, in a home of its own, which is gone when it ends. */
export interface CompanyWindow {
  readonly company: Company;
  readonly window: OpenedWindow;
  /** The CodeArtifact view, which is open. */
  readonly tree: TreeView;
  /** A path in the home folder. */
  readonly home: (...parts: string[]) => string;
  /** Connects with a profile of the company. */
  readonly connect: (profile: string, region?: string) => Promise<void>;
  end(): Promise<void>;
}

/** What is special about it. */
export interface CompanyWindowOptions {
  readonly trusted: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What lies in the home folder, beside the company's AWS config, by path. */
  readonly files: (company: Company) => Readonly<Record<string, string>>;
}

/** Opens an empty project in a window; its pictures go to the folder `name` of the run. */
export async function companyWindow(
  name: string,
  { trusted, settings, files }: CompanyWindowOptions,
): Promise<CompanyWindow> {
  const folder = await mkdtemp(path.join(tmpdir(), 'e2e-'));
  const ends: (() => Promise<void>)[] = [
    () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const end = async () => {
    for (const each of ends.splice(0).reverse()) await each();
  };
  try {
    const home = (...parts: string[]) => path.join(folder, 'home', ...parts);
    const company = await new Company().start();
    ends.push(() => company.stop());
    const project = path.join(folder, 'project');
    await mkdir(project);
    await writeAll(home(), { '.aws/config': company.config, ...files(company) });
    const { origin } = company;
    const window = await openWindow({
      folder: project,
      env: {
        ...homeEnvironment(home(), process.env),
        AWS_ENDPOINT_URL_SSO: origin,
        AWS_ENDPOINT_URL_SSO_OIDC: origin,
      },
      vsix: await ensurePackedExtension(),
      picturesFolder: path.join(artifactsFolder(), name),
      settings: {
        'codeartifact.endpoints.api': { 'eu-west-1': origin },
        'codeartifact.endpoints.sts': { 'eu-west-1': origin },
        'codeartifact.endpoints.allowed': [origin],
        ...settings,
      },
      trusted,
    });
    ends.push(() => window.close());
    const tree = new TreeView(window, titles['view.explorer']);
    await openViewContainer(window, 'CodeArtifact');
    const connect = async (profile: string, region = 'eu-west-1') => {
      await runPaletteCommand(window, `CodeArtifact: ${titles['command.connect']}`);
      await pickItem(window, profile);
      await pickItem(window, region);
    };
    return { company, window, tree, home, connect, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
