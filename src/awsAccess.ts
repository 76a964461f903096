import type { AwsAccess } from './core/awsAccess';
import { readExtensionSettings } from './ui/common/extensionSettings';
import { approvedEndpoints, readEndpointOverrides } from './ui/connections/endpointSettings';
import { promptForMfaCode } from './ui/connections/promptForMfaCode';

/** Access to AWS. `aws.js`, with the SDK, is loaded with the first call. */
export const awsAccess: AwsAccess = {
  connect: async (connection, attended) => {
    const { createCodeArtifact } = await import('./aws/aws');
    const { pageSize } = readExtensionSettings();
    const { environment, approved } = environmentOptions();
    const endpoints = readEndpointOverrides(connection.region);
    const options = { environment, pageSize, approved, endpoints };
    return createCodeArtifact(
      connection,
      attended ? { ...options, prompt: promptForMfaCode } : options,
    );
  },
  profiles: async () => {
    const { listProfiles } = await import('./aws/aws');
    return await listProfiles(environmentOptions());
  },
  apiOrigin: async connection => {
    if (connection.kind === 'sandbox') return connection.endpoint;
    const { apiOrigin } = await import('./aws/aws');
    const endpoints = readEndpointOverrides(connection.region);
    return await apiOrigin(connection, { ...environmentOptions(), endpoints });
  },
  defaultSource: async () => (await import('./aws/aws')).currentDefaultSource(environmentOptions()),
  credentialPaths: async () => (await import('./aws/aws')).credentialPaths(environmentOptions()),
  signIn: async (profile, ports, signal) => {
    const { signInWithSso } = await import('./aws/aws');
    const options = { ...environmentOptions(), endpoints: readEndpointOverrides('') };
    await signInWithSso(profile, ports, options, signal);
  },
  probeEndpoint: async (url, token, sandbox, signal) => {
    const { probeEndpoint } = await import('./aws/aws');
    return await probeEndpoint(url, token, [...approvedEndpoints(), ...sandbox], signal);
  },
  putSandboxPolicy: async (sandbox, policy, signal) => {
    const { putUserPolicy } = await import('./aws/aws');
    await putUserPolicy(sandbox, policy, signal);
  },
};

/** The environment and the settings of the user. Settings of a workspace do not count. */
function environmentOptions() {
  return { environment: process.env, approved: approvedEndpoints() };
}
