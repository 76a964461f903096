import type { SeedFile } from './seedFile';

/** The first lesson that everyone takes: one repository, in front of Maven Central. */
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
