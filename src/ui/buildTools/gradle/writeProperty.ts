import type { PropertyEdit } from '../../../gradle/propertyChange';
import type { PropertyRuling } from '../../../gradle/propertyOwnership';
import { Failure } from '../../../core/failure';
import type { Token } from '../../../core/token';
import { ledgerEntry } from '../../tokens/ledgerEntry';
import { named } from '../maven/mavenFiles';
import type { Services } from '../../common/services';
import { gradleRoom } from './gradleRoom';

/** Which property of which gradle.properties, and what was ruled or agreed about it. */
interface Target {
  readonly file: string;
  readonly name: string;
  readonly agreed: PropertyRuling;
}

/**
 * Gives a property the token. Whose its value is, is decided again on the file as it is at that
 * moment: what changed hands since is left alone, as `property-not-ours`.
 */
export async function writeProperty(
  { writer }: Pick<Services, 'writer'>,
  { file, name, agreed }: Target,
  token: Token,
  signal: AbortSignal,
): Promise<void> {
  const { isOurValue, readProperty, setProperty } = await gradleRoom();
  const wroteIt = await writer.wroteIt(signal);
  const mayReplace = agreed.action === 'ask' && agreed.reasons.includes('other-value');
  let last: PropertyEdit | undefined;
  await writer.write(
    file,
    bytes => {
      const { values } = named(file, () => readProperty(bytes, name));
      const isForeign = values.some(it => !isOurValue(it.reveal(), wroteIt));
      if (isForeign && !mayReplace) {
        const reason = 'it was changed meanwhile';
        throw new Failure('property-not-ours', name, { file, reason });
      }
      last = named(file, () => setProperty(bytes, name, token.secret));
      return last.changed ? last.bytes : 'unchanged';
    },
    signal,
  );
  // As with settings.xml: a token alone is not worth undoing.
  if (last?.notes.some(code => code === 'created-file' || code === 'added-line'))
    await writer.keepEdit({ file, record: last.record }, signal);
  await writer.remember([ledgerEntry({ holder: file, server: name }, token)], signal);
}
