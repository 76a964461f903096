import { conflictError, validationError, notFoundError, quotaExceededError } from '../serviceError';
import { stringField } from './field';
import { repositoryFields, textRules } from './fields';
import { defineOperation } from './operation';
import { externalConnectionFormat, toRepositoryDescription } from './repositories';
import { requireRepository, repositoryPermission, toRepositoryId } from './resources';

const fields = {
  ...repositoryFields,
  externalConnection: stringField('query', 'external-connection', textRules.connection),
};

/** Adds an external connection to a repository that has neither one nor upstreams. */
export const associateExternalConnection = defineOperation({
  name: 'AssociateExternalConnection',
  method: 'POST',
  path: '/v1/repository/external-connection',
  fields,
  permissions: repositoryPermission('AssociateExternalConnection'),
  handle(service, input) {
    const stored = requireRepository(service, input);
    const id = toRepositoryId(input);
    const { externalConnection: name } = input;
    const resource = `${id.domain}/${id.repository}`;
    if (externalConnectionFormat(name) === undefined)
      throw validationError(`External connection '${name}' does not exist`);
    if (stored.externalConnections.includes(name))
      throw conflictError(
        `Repository '${id.repository}' already has the external connection '${name}'`,
        'repository',
        resource,
      );
    if (stored.externalConnections.length > 0)
      throw quotaExceededError(
        'A repository can have one external connection',
        'repository',
        resource,
      );
    if (stored.upstreams.length > 0)
      throw conflictError(
        `Repository '${id.repository}' has upstream repositories and cannot have an external connection`,
        'repository',
        resource,
      );
    const record = { ...stored, externalConnections: [name] };
    service.store.beginTransaction().putRepository(id, record).commit();
    return { repository: toRepositoryDescription(service, id, record) };
  },
});

/** Removes the external connection of a repository; packages from it stay. */
export const disassociateExternalConnection = defineOperation({
  name: 'DisassociateExternalConnection',
  method: 'DELETE',
  path: '/v1/repository/external-connection',
  fields,
  permissions: repositoryPermission('DisassociateExternalConnection'),
  handle(service, input) {
    const stored = requireRepository(service, input);
    const id = toRepositoryId(input);
    const { externalConnection: name } = input;
    if (!stored.externalConnections.includes(name))
      throw notFoundError(
        `Repository '${id.repository}' has no external connection '${name}'`,
        'repository',
        `${id.domain}/${id.repository}`,
      );
    const record = { ...stored, externalConnections: [] };
    service.store.beginTransaction().putRepository(id, record).commit();
    return { repository: toRepositoryDescription(service, id, record) };
  },
});
