import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { accountHome } from '../../../../src/ui/common/accountHome';

const fails = (): never => {
  throw new Error('ERR_SYSTEM_ERROR: uv_os_get_passwd returned ENOENT');
};

describe("the home folder of the user's account", () => {
  it('is that of the password database, whatever HOME says', () =>
    assert.equal(
      accountHome(userInfo, () => '/elsewhere'),
      userInfo().homedir,
    ));
  it('is HOME for a user whom the password database does not know', () =>
    assert.equal(
      accountHome(fails, () => '/home/container'),
      '/home/container',
    ));
  it('is unknown where there is neither', () => assert.equal(accountHome(fails, fails), ''));
});
