import { any, list, object, properties, text } from './xml/shape';

const policy = object('enabled updatePolicy checksumPolicy');
const repository = object('id name url layout', { releases: policy, snapshots: policy });
const activation = object('activeByDefault jdk', {
  os: object('name family arch version'),
  property: object('name value'),
  file: object('missing exists'),
});

/** A settings.xml, by Maven's settings model 1.2.0 and Maven 4's `aliases`. */
export const settingsShape = object('localRepository interactiveMode usePluginRegistry offline', {
  proxies: list('proxy', object('active protocol username password port host nonProxyHosts id')),
  servers: list(
    'server',
    object('id username password privateKey passphrase filePermissions directoryPermissions', {
      configuration: any,
      aliases: list('alias', text),
    }),
  ),
  mirrors: list('mirror', object('id name url mirrorOf layout mirrorOfLayouts blocked')),
  profiles: list(
    'profile',
    object('id', {
      activation,
      properties,
      repositories: list('repository', repository),
      pluginRepositories: list('pluginRepository', repository),
    }),
  ),
  activeProfiles: list('activeProfile', text),
  pluginGroups: list('pluginGroup', text),
});
