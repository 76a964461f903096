import { activationSchema } from './settingsSchema';
import {
  listElement,
  objectElement,
  propertiesElement,
  textElement,
  type ElementSchema,
} from './xml/elementSchema';

const repositorySchema = objectElement('id name url layout');
const distributionSchema = objectElement('downloadUrl', {
  repository: repositorySchema,
  snapshotRepository: repositorySchema,
});
const sharedFields: Readonly<Record<string, ElementSchema>> = {
  properties: propertiesElement,
  modules: listElement('module', textElement),
  repositories: listElement('repository', repositorySchema),
  pluginRepositories: listElement('pluginRepository', repositorySchema),
  distributionManagement: distributionSchema,
};

/** The elements of a pom.xml that are read, from the model 4.0.0. */
export const pomSchema = objectElement('modelVersion groupId artifactId version packaging', {
  ...sharedFields,
  parent: objectElement('groupId artifactId version relativePath'),
  profiles: listElement(
    'profile',
    objectElement('id', { ...sharedFields, activation: activationSchema }),
  ),
});
