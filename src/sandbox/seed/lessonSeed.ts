import type { SeedFile } from './seedFile';

/** What `--seed lesson` creates: the repositories of AWS's getting-started lesson for Maven. */
export const lessonSeed: SeedFile = {
  domains: [
    {
      name: 'demo',
      repositories: [
        {
          name: 'maven-central-store',
          description: 'Provides Maven artifacts from Maven Central.',
          externalConnections: ['public:maven-central'],
        },
        {
          name: 'webapp',
          description: 'The packages of the web application.',
          upstreams: ['maven-central-store'],
        },
      ],
    },
  ],
};
