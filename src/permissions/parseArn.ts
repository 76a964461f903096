/** The parts of an ARN. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** The part after the account: `domain/my-team`. */
  readonly resource: string;
}

/** Parses an ARN. Undefined for other text. */
export function parseArn(text: string): ArnParts | undefined {
  const [, partition, service, region, account, resource] =
    /^arn:([\w-]+):([\w-]+):([\w-]*):([\w-]*):(\S+)$/.exec(text) ?? [];
  if (!partition || !service || !resource) return undefined;
  return { partition, service, region: region ?? '', account: account ?? '', resource };
}
