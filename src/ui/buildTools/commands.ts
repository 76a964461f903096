import type { Commands } from '../common/commandRunner';
import { alignSettings } from './alignSettings';
import { compile } from './compile';
import { openMavenSettings } from './openMavenSettings';
import { undoSettings } from './undoSettings';
import { copyRepositorySnippet, useInGradle } from './useInGradle';
import { useInMaven } from './useInMaven';
import type { BuildToolServices } from './buildToolServices';

/** The commands that set up Maven and Gradle. */
export const buildToolCommands: Commands<BuildToolServices> = {
  'codeartifact.useInMaven': { run: useInMaven, singleFlight: true },
  'codeartifact.useInGradle': { run: useInGradle, singleFlight: true },
  'codeartifact.copyGradleSnippet': { run: copyRepositorySnippet },
  'codeartifact.undoSettings': { run: undoSettings, singleFlight: true },
  'codeartifact.openSettings': { run: openMavenSettings },
  'codeartifact.compile': { run: compile },
  'codeartifact.alignSettings': { run: alignSettings },
};
