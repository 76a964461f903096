import { arnOf } from '../../model/arn';
import { connectionId } from '../../model/connection';
import { domainKey, type Domain, type Repository } from '../../model/coordinates';
import type { RepositoryEndpoint } from '../../model/endpoint';
import { each } from '../each';
import type { Check } from '../examine';
import type { Finding } from '../finding';
import { byCommand } from '../fixes';
import { domainsOf, repositoriesOf, strangersOf } from '../names';
import type { Patient } from '../patient';
import { text } from '../text';

const none = 'settings.xml and pom.xml name no repository of CodeArtifact';

/** Whether a token can be had for each domain in use. */
export const token: Check = {
  id: 'token',
  title: text('Token'),
  async run(patient) {
    const facts = await patient.maven();
    const strangers = strangersOf(facts).map(({ domain }): Finding => ({
      ...{ subject: domain, state: 'skipped' },
      saw: text('only a pom.xml names it: Refresh Token asks you first'),
      ...byCommand(patient, text('Refresh Token'), 'codeartifact.refreshToken'),
    }));
    const domains = domainsOf(facts);
    if (domains.length === 0 && strangers.length > 0) return strangers;
    const subject = (it: Domain) => it.domain;
    const asked = await each(domains, subject, none, async domain => {
      await patient.token(domain);
      return [{ subject: domain.domain, state: 'ok', saw: text('a token was given') }];
    });
    return [...asked, ...strangers];
  },
};

/** Nothing of this name is anywhere: a repository that lets us in answers 404. */
const probe = 'codeartifact-for-java/doctor/maven-metadata.xml';

/** Whether each repository in use lets a token in. */
export const endpoint: Check = {
  id: 'endpoint',
  title: text('Repository endpoint'),
  async run(patient) {
    const repositories = repositoriesOf(await patient.maven());
    return each(
      repositories,
      it => it.repository,
      none,
      it => lookAt(patient, it),
    );
  },
};

async function lookAt(patient: Patient, it: RepositoryEndpoint): Promise<readonly Finding[]> {
  const [fresh, url] = await Promise.all([patient.token(it), urlOf(patient, it)]);
  const { status } = await patient.ask(`${url}${probe}`, fresh);
  const subject = it.repository;
  switch (status) {
    case 401:
      return [
        {
          ...{ subject, state: 'error' },
          saw: text('401: {0} does not take a fresh token of its domain', url),
          ...byCommand(patient, text('Fix 401'), 'codeartifact.fix401'),
        },
      ];
    case 403:
      return [
        {
          ...{ subject, state: 'error' },
          saw: text('403: codeartifact:ReadFromRepository is not allowed on {0}', subject),
          ...byCommand(
            patient,
            text('Show Policy'),
            'codeartifact.showPolicy',
            await refused(patient, it),
          ),
        },
      ];
    case 404:
      // The repository itself may be what is not found.
      await patient.repository(it);
      return [{ subject, state: 'ok', saw: text('{0} lets the token in', url) }];
    default:
      return status < 400
        ? [{ subject, state: 'ok', saw: text('{0} lets the token in', url) }]
        : [{ subject, state: 'warning', saw: text('{0} answers with status {1}', url, status) }];
  }
}

/** What AWS would have said to a signed request. */
async function refused(patient: Patient, it: RepositoryEndpoint) {
  const caller = await patient.forDomain(it);
  const { arn: who } = await patient.identity(caller);
  const arn = arnOf(it);
  return {
    message: `User: ${who} is not authorized to perform: codeartifact:ReadFromRepository on resource: ${arn}`,
    ...{ arn, connection: connectionId(caller.connection) },
  };
}

async function urlOf(patient: Patient, it: RepositoryEndpoint): Promise<string> {
  const { api } = await patient.forDomain(it);
  return await api.endpoint(it, 'maven', patient.signal);
}

/** Whether Maven Central is behind each repository that Maven asks. */
export const central: Check = {
  id: 'central',
  title: text('Maven Central through the repository'),
  async run(patient) {
    const repositories = repositoriesOf(await patient.maven());
    return each(
      repositories,
      it => it.repository,
      none,
      async it => {
        const there = await patient.centralBehind(it);
        return there
          ? [
              {
                subject: it.repository,
                state: 'ok',
                saw: text('public:maven-central is behind it'),
              },
            ]
          : [
              {
                ...{ subject: it.repository, state: 'warning' },
                saw: text(
                  'public:maven-central is not behind it: plugins and libraries of Central are not found through it',
                ),
              },
            ];
      },
    );
  },
};

/** Whether a name that is published here could also come in from outside. */
export const origins: Check = {
  id: 'origins',
  title: text('Origin controls'),
  async run(patient) {
    const repositories = repositoriesOf(await patient.maven());
    return each(
      repositories,
      it => `${domainKey(it)}/${it.repository}`,
      none,
      async it => {
        const names = await patient.mixed(it);
        if (names.length === 0)
          return [
            {
              ...{ subject: it.repository, state: 'ok' },
              saw: text('no package published here may also come from upstream'),
            },
          ];
        return [
          {
            ...{ subject: it.repository, state: 'warning' },
            saw: text(
              'published here, and open to upstream as well, so that a stranger could publish a newer version under the same name: {0}',
              names.join(', '),
            ),
            fix: {
              ...{ kind: 'copy', title: text('Copy Command') },
              text: names.map(name => blockCommand(it, name)).join('\n'),
            },
          },
        ];
      },
    );
  },
};

function blockCommand({ domain, owner, region, repository }: Repository, name: string): string {
  const [namespace = '', artifact = ''] = name.split(':');
  return [
    `aws codeartifact put-package-origin-configuration --domain ${domain} --domain-owner ${owner}`,
    `--region ${region} --repository ${repository} --format maven --namespace ${namespace}`,
    `--package ${artifact} --restrictions publish=ALLOW,upstream=BLOCK`,
  ].join(' ');
}
