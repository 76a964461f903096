import { conflict, invalid, notFound, quotaExceeded } from '../errors';
import { text } from './field';
import { repositoryFields, rules } from './fields';
import { operation } from './operation';
import { connectionFormat, describeRecord } from './repositories';
import { needRepository, onRepository, repositoryId } from './resources';

const fields = {
  ...repositoryFields,
  externalConnection: text('query', 'external-connection', rules.connection),
};

export const associateExternalConnection = operation({
  name: 'AssociateExternalConnection',
  method: 'POST',
  path: '/v1/repository/external-connection',
  fields,
  permissions: onRepository('AssociateExternalConnection'),
  handle(service, input) {
    const old = needRepository(service, input);
    const id = repositoryId(input);
    const { externalConnection: name } = input;
    const resource = `${id.domain}/${id.repository}`;
    if (connectionFormat(name) === undefined)
      throw invalid(`External connection '${name}' does not exist`);
    if (old.externalConnections.includes(name))
      throw conflict(
        `Repository '${id.repository}' already has the external connection '${name}'`,
        'repository',
        resource,
      );
    if (old.externalConnections.length > 0)
      throw quotaExceeded('A repository can have one external connection', 'repository', resource);
    if (old.upstreams.length > 0)
      throw conflict(
        `Repository '${id.repository}' has upstream repositories and cannot have an external connection`,
        'repository',
        resource,
      );
    const record = { ...old, externalConnections: [name] };
    service.store.draft().putRepository(id, record).commit();
    return { repository: describeRecord(service, id, record) };
  },
});

export const disassociateExternalConnection = operation({
  name: 'DisassociateExternalConnection',
  method: 'DELETE',
  path: '/v1/repository/external-connection',
  fields,
  permissions: onRepository('DisassociateExternalConnection'),
  handle(service, input) {
    const old = needRepository(service, input);
    const id = repositoryId(input);
    const { externalConnection: name } = input;
    if (!old.externalConnections.includes(name))
      throw notFound(
        `Repository '${id.repository}' has no external connection '${name}'`,
        'repository',
        `${id.domain}/${id.repository}`,
      );
    const record = { ...old, externalConnections: [] };
    service.store.draft().putRepository(id, record).commit();
    return { repository: describeRecord(service, id, record) };
  },
});
