import assert from 'node:assert/strict';
import path from 'node:path';
import {
  credentialPaths,
  currentDefaultSource,
} from '../../../../src/aws/credentials/credentialPaths';
import { World } from '../world';

describe('where credentials come from', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => world.dispose());
  const below = (...parts: string[]) => path.join(world.home, '.aws', ...parts);

  it('is the home folder', () =>
    assert.deepEqual(credentialPaths(world.options()), {
      files: [below('config'), below('credentials')],
      folders: [below('sso', 'cache'), below('login', 'cache')],
    }));

  it('is what the environment names', () => {
    const environment = {
      AWS_CONFIG_FILE: '/etc/aws/config',
      AWS_SHARED_CREDENTIALS_FILE: '~/keys',
      AWS_LOGIN_CACHE_DIRECTORY: '/var/login',
      HOME: world.home,
    };
    assert.deepEqual(credentialPaths({ environment }), {
      files: ['/etc/aws/config', path.join(world.home, 'keys')],
      folders: [below('sso', 'cache'), '/var/login'],
    });
  });

  it('is what the environment names as Windows writes it', () => {
    const environment = { AWS_CONFIG_FILE: '~\\config', HOME: world.home };
    const [config] = credentialPaths({ environment }).files;
    assert.equal(config, path.join(world.home, 'config'));
  });

  it('is, for the default chain, as the files say now', async () => {
    assert.deepEqual(await currentDefaultSource(world.options()), { kind: 'none' });
    world.credentials('[default]\naws_access_key_id=A\naws_secret_access_key=s');
    const profile = { kind: 'profile', profile: 'default' };
    assert.deepEqual(await currentDefaultSource(world.options()), profile);
  });
});
