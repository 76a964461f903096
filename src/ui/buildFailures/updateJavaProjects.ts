import { javaExtensionId } from '../common/javaExtensions';
import * as vscode from 'vscode';

const updateCommand = 'java.projectConfiguration.update';

/**
 * Asks the Java extension to resolve the projects of these pom.xml files again. Resolves to whether
 * it is there to be asked; it works on afterwards.
 */
export async function updateJavaProjects(
  poms: readonly vscode.Uri[],
  log: vscode.LogOutputChannel,
): Promise<boolean> {
  const extension = vscode.extensions.getExtension(javaExtensionId);
  if (!extension || poms.length === 0) return false;
  try {
    await vscode.commands.executeCommand(updateCommand, [...poms]);
    return true;
  } catch (error) {
    // While the Java extension starts, or in its light mode, it has no such command.
    log.warn(updateCommand, error instanceof Error ? error.message : 'failed');
    return false;
  }
}
