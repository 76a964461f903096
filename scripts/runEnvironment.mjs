const loopback = ['127.0.0.1', 'localhost', '::1'];

/**
 * The environment `from` for a tool whose temporary files go to `createTemporaryFolder`. Where there is a
 * proxy, this machine itself is not asked through it. SHARED_TMPDIR names the folder for temporary
 * files that outlive the tool.
 * @param {NodeJS.ProcessEnv} from @param {string} temporaryFolder @param {string} sharedFolder
 * @returns {NodeJS.ProcessEnv}
 */
export function runEnvironment(from, temporaryFolder, sharedFolder) {
  const proxied = Object.entries(from).some(
    ([name, value]) => /^(https?|all)_proxy$/i.test(name) && value,
  );
  const direct = [from['no_proxy'] ?? from['NO_PROXY'] ?? '', ...loopback].filter(Boolean).join();
  return {
    ...from,
    ...(proxied ? { no_proxy: direct, NO_PROXY: direct } : {}),
    TMPDIR: temporaryFolder,
    TEMP: temporaryFolder,
    TMP: temporaryFolder,
    SHARED_TMPDIR: sharedFolder,
  };
}
