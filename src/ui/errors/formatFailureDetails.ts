import type { FailureCode, FailureDetails } from '../../core/failure';
import { redactSecrets } from '../../shared/redactSecrets';

/** What a report of a failure tells: a `Failure`, or as much of one as a command was given. */
export interface FailureReport {
  readonly code: FailureCode | 'unknown';
  readonly subject: string;
  readonly details: FailureDetails;
}

/** Which program met the failure. */
export interface EnvironmentInfo {
  readonly version: string;
  readonly vscode: string;
  readonly platform: string;
}

/** Everything that helps whoever is asked about a failure, line by line, without secrets. English. */
export function formatFailureDetails(
  { code, subject, details }: FailureReport,
  environment: EnvironmentInfo,
): string {
  const { operation, requestId, connection, status, message, ...others } = details;
  const lines: [name: string, value: unknown][] = [
    ['failure', code],
    ['about', subject],
    ['service', serviceOf(operation)],
    ['operation', operation],
    ['request id', requestId],
    ['status', status],
    ['message', message],
    ['connection', connection],
    ...Object.entries(others),
    ['CodeArtifact for Java', environment.version],
    ['VS Code', `${environment.vscode} on ${environment.platform}`],
  ];
  const shown = lines.flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [`${name}: ${value}`] : [],
  );
  return redactSecrets(`${shown.join('\n')}\n`);
}

function serviceOf(operation: string | undefined): string | undefined {
  switch (operation) {
    case undefined:
      return undefined;
    case 'GetCallerIdentity':
      return 'STS';
    case 'GetCredentials':
      return 'AWS credentials';
    case 'PutUserPolicy':
      return 'IAM of the sandbox';
    default:
      return 'CodeArtifact';
  }
}
