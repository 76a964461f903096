import { domainArn } from '../../../core/arn';
import { isFailure } from '../../../core/failure';
import type { BuildToolServices } from '../buildToolServices';
import { neverAborted } from '../../../shared/neverAborted';

/** The repositories of the domain with this ARN that settings.xml and the workspace's pom.xml files name. */
export async function repositoriesInUse(
  { mavenFiles }: Pick<BuildToolServices, 'mavenFiles'>,
  arn: string | undefined,
): Promise<readonly string[]> {
  try {
    const { claims } = await mavenFiles.read(neverAborted);
    const repositories = claims.claims
      .filter(({ domain }) => domainArn(domain) === arn)
      .flatMap(({ sources }) => sources.flatMap(({ endpoint }) => endpoint?.repository ?? []));
    return [...new Set(repositories)].sort();
  } catch (error) {
    // A settings.xml that cannot be read is told of where it matters.
    if (!isFailure(error)) throw error;
    return [];
  }
}
