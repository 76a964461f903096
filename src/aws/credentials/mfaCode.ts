import { Failure } from '../../core/failure';
import { createAbortError, rejectOnAbort } from '../errors/abortError';
import type { CredentialContext } from './credentialContext';

/**
 * Asks the user for a code of the MFA device. Throws `mfa-needed` if nobody can be asked, and a
 * cancellation if the user dismisses the question.
 */
export async function askForMfaCode(
  profile: string,
  device: string,
  { prompt, signal }: Pick<CredentialContext, 'prompt' | 'signal'>,
): Promise<string> {
  if (!prompt)
    throw new Failure('mfa-needed', profile, { reason: 'the code cannot be asked for now' });
  const code = await rejectOnAbort(prompt({ profile, device }, signal), signal);
  if (code === undefined) throw createAbortError();
  return code.trim();
}
