import {
  anyElement,
  listElement,
  objectElement,
  propertiesElement,
  textElement,
} from './xml/elementSchema';

const policySchema = objectElement('enabled updatePolicy checksumPolicy');
const repositorySchema = objectElement('id name url layout', {
  releases: policySchema,
  snapshots: policySchema,
});
/** The `<activation>` of a profile: Maven 3, and `packaging` and `condition` of Maven 4. */
export const activationSchema = objectElement('activeByDefault jdk packaging condition', {
  os: objectElement('name family arch version'),
  property: objectElement('name value'),
  file: objectElement('missing exists'),
});

/** The elements of a settings.xml: Maven's settings models 1.2.0 and 1.3.0, and `aliases` of Maven 4. */
export const settingsSchema = objectElement(
  'localRepository interactiveMode usePluginRegistry offline',
  {
    proxies: listElement(
      'proxy',
      objectElement('active protocol username password port host nonProxyHosts id'),
    ),
    servers: listElement(
      'server',
      objectElement(
        'id username password privateKey passphrase filePermissions directoryPermissions',
        {
          configuration: anyElement,
          aliases: listElement('alias', textElement),
        },
      ),
    ),
    mirrors: listElement(
      'mirror',
      objectElement('id name url mirrorOf layout mirrorOfLayouts blocked'),
    ),
    repositories: listElement('repository', repositorySchema),
    pluginRepositories: listElement('pluginRepository', repositorySchema),
    profiles: listElement(
      'profile',
      objectElement('id', {
        activation: activationSchema,
        properties: propertiesElement,
        repositories: listElement('repository', repositorySchema),
        pluginRepositories: listElement('pluginRepository', repositorySchema),
      }),
    ),
    activeProfiles: listElement('activeProfile', textElement),
    pluginGroups: listElement('pluginGroup', textElement),
  },
);
