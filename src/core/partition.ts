/** A group of AWS regions with its own accounts, hosts and ARNs. */
export interface Partition {
  /** The second part of its ARNs. */
  readonly name: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
}

const standard: Partition = {
  name: 'aws',
  dnsSuffix: 'amazonaws.com',
  dualStackDnsSuffix: 'api.aws',
};

/** The other partitions, by the start of their regions' names. */
const others: readonly (Partition & { readonly regionPrefix: string })[] = [
  {
    name: 'aws-cn',
    regionPrefix: 'cn-',
    dnsSuffix: 'amazonaws.com.cn',
    dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
  },
  {
    name: 'aws-us-gov',
    regionPrefix: 'us-gov-',
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
  },
  {
    name: 'aws-eusc',
    regionPrefix: 'eusc-',
    dnsSuffix: 'amazonaws.eu',
    dualStackDnsSuffix: 'api.amazonwebservices.eu',
  },
  {
    name: 'aws-iso',
    regionPrefix: 'us-iso-',
    dnsSuffix: 'c2s.ic.gov',
    dualStackDnsSuffix: 'api.aws.ic.gov',
  },
  {
    name: 'aws-iso-b',
    regionPrefix: 'us-isob-',
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackDnsSuffix: 'api.aws.scloud',
  },
  {
    name: 'aws-iso-e',
    regionPrefix: 'eu-isoe-',
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackDnsSuffix: 'api.cloud-aws.adc-e.uk',
  },
  {
    name: 'aws-iso-f',
    regionPrefix: 'us-isof-',
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackDnsSuffix: 'api.aws.hci.ic.gov',
  },
];

/** Every partition. */
export const partitions: readonly Partition[] = [standard, ...others];

/** The partition of a region; the standard one for a region that is not known. */
export function partitionOf(region: string): Partition {
  return others.find(({ regionPrefix }) => region.startsWith(regionPrefix)) ?? standard;
}

/** The source of a regular expression for the host suffixes of all partitions. */
export function suffixPattern(key: 'dnsSuffix' | 'dualStackDnsSuffix'): string {
  const suffixes = [...new Set(partitions.map(partition => partition[key]))];
  return `(?:${suffixes.map(suffix => suffix.replaceAll('.', String.raw`\.`)).join('|')})`;
}
