import * as vscode from 'vscode';
import { domainKey } from '../../model/coordinates';
import { isFailure } from '../../model/failure';
import { fetchTokens } from '../maven/fetchTokens';
import { planTokens, type TokenPlan } from '../maven/tokenPlan';
import { writeTokens } from '../maven/writeTokens';
import { withProgress } from '../progress';
import { report } from '../report';
import type { Services } from '../services';
import { requireTrust } from '../trust';
import { connect } from './connect';

/**
 * Fetches one token for every CodeArtifact domain that settings.xml or a pom.xml of the workspace
 * names, and writes it into the servers that are ours to change.
 */
export async function refreshToken(services: Services): Promise<void> {
  // What failed with the former token is resolved again.
  if (await refreshTokens(services)) await services.refusals.tokensRenewed();
}

/** The same, without anything after it; resolves to whether every domain got its token. */
export async function refreshTokens(services: Services): Promise<boolean> {
  requireTrust();
  const plan = await planTokens(services, new AbortController().signal);
  for (const conflict of plan.conflicts) void report(services.log, 'refreshToken', conflict);
  if (plan.claims.length === 0 && plan.variables.length === 0) return plan.conflicts.length === 0;
  let errors = await fetchAndWrite(services, plan);
  const unconnected = errors.some(error => isFailure(error) && error.code === 'no-connection');
  if (unconnected && (await connect(services))) errors = await fetchAndWrite(services, plan);
  await services.showTokens();
  const again = () => vscode.commands.executeCommand('codeartifact.refreshToken');
  for (const error of errors) void report(services.log, 'refreshToken', error, again);
  return errors.length === 0;
}

/** Resolves to why some domains got no token; those that did are written all the same. */
async function fetchAndWrite(services: Services, plan: TokenPlan): Promise<readonly unknown[]> {
  const title = vscode.l10n.t('Fetching tokens from CodeArtifact');
  return await withProgress(title, async signal => {
    const domains = [...plan.claims, ...plan.variables].map(({ domain }) => domain);
    const { tokens, errors } = await fetchTokens(services, domains, signal);
    signal.throwIfAborted();
    if (tokens.length === 0) return errors;
    if (plan.claims.length > 0) await writeTokens(services, plan, tokens, signal);
    for (const { name, domain } of plan.variables) {
      const token = tokens.find(it => domainKey(it.domain) === domainKey(domain));
      if (token) services.terminals.set(name, token);
    }
    const until = new Date(Math.min(...tokens.map(({ expires }) => expires.getTime())));
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('$(check) CodeArtifact token valid until {0}', until.toLocaleTimeString()),
      5000,
    );
    return errors;
  });
}
