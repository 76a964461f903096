import { homedir, userInfo } from 'node:os';

/** The home folder of the password database: Java's, since Java ignores `$HOME`. */
export function accountHome(
  account: () => { readonly homedir: string } = userInfo,
  home: () => string = homedir,
): string {
  try {
    return account().homedir;
  } catch {
    // A container may run as a user that its password database does not know. Java takes $HOME then.
    return homeOfEnvironment(home);
  }
}

/** Empty where there is none. */
function homeOfEnvironment(home: () => string): string {
  try {
    return home();
  } catch {
    return '';
  }
}
