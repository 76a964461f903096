import * as vscode from 'vscode';
import type { Claim } from '../../../maven/findClaims';
import type { EditResult, SettingsChange } from '../../../maven/settingsChange';
import { domainKey } from '../../../core/coordinates';
import { Failure } from '../../../core/failure';
import type { Token } from '../../../core/token';
import { createLedgerEntry } from '../../../tokens/createLedgerEntry';
import type { BuildToolServices } from '../buildToolServices';
import { withFileContext } from './mavenFiles';
import { readOwnershipFacts, type ServerTokenPlan } from './serverTokenPlan';
import { editSettings } from '../../../maven/editSettings';
import { decideOwnership } from '../../../maven/decideOwnership';

/**
 * Puts `tokens` into the servers of the plan, in one write. Whose they are is decided again on the
 * file as it is at that moment: what changed hands since is left alone, as `server-not-ours`.
 */
export async function writeServerTokens(
  services: Pick<
    BuildToolServices,
    'fileEditor' | 'tokenLedger' | 'undoHistory' | 'connections' | 'mavenFiles'
  >,
  plan: Pick<ServerTokenPlan, 'state' | 'claims' | 'allows'>,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<void> {
  const { state } = plan;
  const facts = await readOwnershipFacts(services, state, signal);
  const byDomain = new Map(tokens.map(token => [domainKey(token.domain), token]));
  const claimsToUpdate = plan.claims.filter(({ domain }) => byDomain.has(domainKey(domain)));
  const file = state.location.path;
  let lastEdit: EditResult | undefined;
  await services.fileEditor.edit(
    file,
    async bytes => {
      const current = await services.mavenFiles.parse(state.location, bytes, state.poms);
      const rulings = decideOwnership(current.claims, current.view, facts);
      const changes = claimsToUpdate.map((claim): SettingsChange => {
        const ruling = rulings.find(
          it => it.claim.id === claim.id && domainKey(it.claim.domain) === domainKey(claim.domain),
        );
        const token = byDomain.get(domainKey(claim.domain));
        if (!token || !ruling || !plan.allows(ruling))
          throw createServerChangedFailure(file, claim);
        return { kind: 'set-token', id: claim.id, token: token.secret };
      });
      lastEdit = withFileContext(file, () => editSettings(bytes, changes));
      return lastEdit.changed ? lastEdit.bytes : 'unchanged';
    },
    signal,
  );
  // A token alone is not worth undoing: the one before it is nearly dead, and nobody has it.
  if (lastEdit?.notes.some(({ code }) => code === 'created-server' || code === 'created-file'))
    await services.undoHistory.push({ file, record: lastEdit.record }, signal);
  await services.tokenLedger.addEntries(
    claimsToUpdate.flatMap(({ id, domain }) => {
      const token = byDomain.get(domainKey(domain));
      return token ? [createLedgerEntry({ holder: file, server: id }, token)] : [];
    }),
    signal,
  );
}

function createServerChangedFailure(file: string, { id }: Claim): Failure {
  const reason = vscode.l10n.t('it has been changed by another program');
  return new Failure('server-not-ours', id, { file, reason });
}
