import path from 'node:path';
import type { AwsOptions } from '../client/awsOptions';

/**
 * The path of a file from an environment variable, with variables and a leading `~` replaced as the
 * AWS CLI does: `$NAME` and `${NAME}`, on Windows also `%NAME%`. A variable that is not set stays.
 */
export function expandPath(
  text: string,
  environment: AwsOptions['environment'],
  home: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const names = /\$(\w+)|\$\{([^}]*)\}/g;
  const windowsNames = /\$(\w+)|\$\{([^}]*)\}|%([^%]+)%/g;
  const expanded = text.replace(
    platform === 'win32' ? windowsNames : names,
    (whole: string, ...found: unknown[]) => {
      const name = found.slice(0, 3).find(group => typeof group === 'string');
      return environment[name ?? ''] ?? whole;
    },
  );
  if (expanded === '~') return home;
  return /^~[\\/]/.test(expanded) ? path.join(home, expanded.slice(2)) : expanded;
}
