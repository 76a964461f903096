import { MissingPrerequisiteError } from '../machine/missing';
import { runNpm } from '../machine/npm';
import { projectFolder } from '../project';
import { nodePackage } from './nodePackage';

/**
 * Every version of Node that npm offers for this machine. Rejects with `MissingPrerequisiteError` where npm offers
 * none, or cannot be asked.
 */
export async function listNodeVersions(): Promise<readonly string[]> {
  const { name } = nodePackage(process.platform, process.arch);
  const printed = await runNpm(projectFolder, ['view', name, 'versions', '--json']).catch(
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new MissingPrerequisiteError(
        `npm does not say which versions of Node it offers: ${reason}`,
      );
    },
  );
  return JSON.parse(printed) as string[];
}
