import type { Claim } from '../../../maven/findClaims';
import type { EditResult, SettingsChange } from '../../../maven/settingsChange';
import { domainKey } from '../../../core/coordinates';
import { Failure } from '../../../core/failure';
import type { Token } from '../../../core/token';
import { ledgerEntry } from '../../tokens/ledgerEntry';
import type { Services } from '../../common/services';
import { named } from './mavenFiles';
import { mavenRoom } from './mavenRoom';
import { ownershipFacts, type TokenPlan } from './tokenPlan';

/**
 * Puts `tokens` into the servers of the plan, in one write. Whose they are is decided again on the
 * file as it is at that moment: what changed hands since is left alone, as `server-not-ours`.
 */
export async function writeTokens(
  services: Pick<Services, 'writer' | 'connections' | 'mavenFiles'>,
  plan: Pick<TokenPlan, 'state' | 'claims' | 'allows'>,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<void> {
  const { state } = plan;
  const { editSettings, ownership } = await mavenRoom();
  const facts = await ownershipFacts(services, state, signal);
  const byDomain = new Map(tokens.map(token => [domainKey(token.domain), token]));
  const due = plan.claims.filter(({ domain }) => byDomain.has(domainKey(domain)));
  const file = state.location.path;
  let last: EditResult | undefined;
  await services.writer.write(
    file,
    async bytes => {
      const now = await services.mavenFiles.interpret(state.location, bytes, state.poms);
      const rulings = ownership(now.claims, now.view, facts);
      const changes = due.map((claim): SettingsChange => {
        const ruling = rulings.find(
          it => it.claim.id === claim.id && domainKey(it.claim.domain) === domainKey(claim.domain),
        );
        const token = byDomain.get(domainKey(claim.domain));
        if (!token || !ruling || !plan.allows(ruling)) throw changedHands(file, claim);
        return { kind: 'set-token', id: claim.id, token: token.secret };
      });
      last = named(file, () => editSettings(bytes, changes));
      return last.changed ? last.bytes : 'unchanged';
    },
    signal,
  );
  // A token alone is not worth undoing: the one before it is nearly dead, and nobody has it.
  if (last?.notes.some(({ code }) => code === 'created-server' || code === 'created-file'))
    await services.writer.keepEdit({ file, record: last.record }, signal);
  await services.writer.remember(
    due.flatMap(({ id, domain }) => {
      const token = byDomain.get(domainKey(domain));
      return token ? [ledgerEntry({ holder: file, server: id }, token)] : [];
    }),
    signal,
  );
}

function changedHands(file: string, { id }: Claim): Failure {
  return new Failure('server-not-ours', id, { file, reason: 'it was changed meanwhile' });
}
