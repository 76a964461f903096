/** What an ARN is made of. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** What follows the account: `domain/my-team`. */
  readonly resource: string;
}

/** The parts of an ARN, or undefined for anything else. */
export function parseArn(text: string): ArnParts | undefined {
  const [, partition, service, region, account, resource] =
    /^arn:([\w-]+):([\w-]+):([\w-]*):([\w-]*):(\S+)$/.exec(text) ?? [];
  if (!partition || !service || !resource) return undefined;
  return { partition, service, region: region ?? '', account: account ?? '', resource };
}
