import { list, object, properties, text, type Shape } from './xml/shape';

const repository = object('id name url layout');
const distribution = object('downloadUrl', {
  repository,
  snapshotRepository: repository,
});
const shared: Readonly<Record<string, Shape>> = {
  properties,
  modules: list('module', text),
  repositories: list('repository', repository),
  pluginRepositories: list('pluginRepository', repository),
  distributionManagement: distribution,
};

/** The parts of a pom.xml that are read, by Maven's model 4.0.0. */
export const pomShape = object('modelVersion groupId artifactId version packaging', {
  ...shared,
  parent: object('groupId artifactId version relativePath'),
  profiles: list('profile', object('id', shared)),
});
