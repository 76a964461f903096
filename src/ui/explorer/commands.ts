import type { Commands } from '../common/commandRunner';
import {
  copyArn,
  copyCoordinates,
  copyEndpoint,
  copyGradleDependency,
  copyMavenDependency,
} from './copyCommands';
import { fixFailedNode, loadMoreNodes, refreshNode, retryNode } from './treeCommands';
import type { ExplorerServices } from './explorerServices';

/** The commands that list, refresh and copy. */
export const explorerCommands: Commands<ExplorerServices> = {
  'codeartifact.refresh': { run: refreshNode },
  'codeartifact.copyArn': { run: copyArn },
  'codeartifact.copyEndpoint': { run: copyEndpoint },
  'codeartifact.copyMavenDependency': { run: copyMavenDependency },
  'codeartifact.copyGradleDependency': { run: copyGradleDependency },
  'codeartifact.copyCoordinates': { run: copyCoordinates },
  'codeartifact.loadMore': { run: loadMoreNodes },
  'codeartifact.retry': { run: retryNode },
  'codeartifact.fix': { run: fixFailedNode },
};
