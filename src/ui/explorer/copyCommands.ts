import * as vscode from 'vscode';
import { domainArn, packageArn, repositoryArn } from '../../core/arn';
import type { Package, PackageVersion } from '../../core/coordinates';
import {
  connectionOf,
  type DomainNode,
  isRepositoryNode,
  nodeKind,
  packageCoordinates,
} from './node';
import { withProgress } from '../common/progress';
import type { ExplorerServices } from './explorerServices';
import { formatDependency, type DependencyNotation } from './formatDependency';

/** Copies the ARN of a domain, a repository, a package, or the package of a version. */
export async function copyArn(_: ExplorerServices, node: unknown): Promise<void> {
  const coordinates = packageCoordinates(node);
  if (nodeKind(node) === 'domain') await copyToClipboard(domainArn((node as DomainNode).domain));
  else if (isRepositoryNode(node)) await copyToClipboard(repositoryArn(node.repository));
  else if (coordinates) await copyToClipboard(packageArn(coordinates));
}

/** Copies the URL that Maven and Gradle use for the repository. */
export async function copyEndpoint(
  { connections }: ExplorerServices,
  node: unknown,
): Promise<void> {
  if (!isRepositoryNode(node)) return;
  const endpoint = await withProgress(
    vscode.l10n.t('Getting the endpoint of {0}', node.repository.repository),
    async signal => {
      const api = await connections.api(connectionOf(node));
      return await api.endpoint(node.repository, 'maven', signal);
    },
  );
  await copyToClipboard(endpoint);
}

/** Copies a version as a `<dependency>` for pom.xml. */
export async function copyMavenDependency(
  services: ExplorerServices,
  node: unknown,
): Promise<void> {
  await copyDependency(services, node, 'maven');
}

/** Copies a version as a line for build.gradle or build.gradle.kts. */
export async function copyGradleDependency(
  services: ExplorerServices,
  node: unknown,
): Promise<void> {
  await copyDependency(services, node, 'gradle');
}

/** Copies `group:artifact:version`, or `group:artifact` for a package. */
export async function copyCoordinates(services: ExplorerServices, node: unknown): Promise<void> {
  await copyDependency(services, node, 'coordinates');
}

async function copyDependency(
  _: ExplorerServices,
  node: unknown,
  notation: DependencyNotation,
): Promise<void> {
  const coordinates: Package | PackageVersion | undefined = packageCoordinates(node);
  if (coordinates) await copyToClipboard(formatDependency(coordinates, notation));
}

async function copyToClipboard(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}
