import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import { Failure, isCancelled, isFailure } from '../../core/failure';
import { isCutShort, type Token } from '../../core/token';
import { visibleText } from '../../shared/visibleText';
import type { WritePlan } from './tokenHolder';
import { describeShortenedLife } from './formatTokenState';
import { fetchTokens } from './fetchTokens';
import { withProgress } from '../common/progress';
import { showError } from '../errors/showError';
import type { TokenServices } from './tokenServices';
import { formatTime } from '../common/formatTime';
import { requireTrust } from '../common/requireTrust';
import { connect } from '../connections/connect';

/**
 * Fetches one token for every CodeArtifact domain that the holders or the pom.xml files and build
 * scripts of the workspace name, or only for the domain `only`, and writes it to the locations that
 * the extension may change.
 */
export async function refreshToken(services: TokenServices, only?: unknown): Promise<void> {
  // Resolves the dependencies again that failed with the old token.
  if (await fetchAndWriteTokens(services, only)) await services.notifyTokensRefreshed();
}

/**
 * Like `refreshToken`, without updating Java projects. Resolves to whether every domain got its
 * token.
 */
export async function fetchAndWriteTokens(
  services: TokenServices,
  only?: unknown,
): Promise<boolean> {
  requireTrust();
  const { signal } = new AbortController();
  const plan = restrictPlan(await services.holders.plan(signal), only);
  for (const problem of plan.problems) void showError(services.log, 'refreshToken', problem);
  if (plan.domains.length === 0) {
    if (plan.hasCandidates) return plan.problems.length === 0;
    throw new Failure('nothing-found', (await services.mavenFiles.locate(signal)).path);
  }
  let errors = await runWritePlan(services, plan);
  const needsConnection = errors.some(error => isFailure(error) && error.code === 'no-connection');
  if (needsConnection && (await connect(services))) errors = await runWritePlan(services, plan);
  await services.refreshTokenStatus();
  const retry = () => vscode.commands.executeCommand('codeartifact.refreshToken');
  for (const error of errors) void showError(services.log, 'refreshToken', error, retry);
  return errors.length === 0;
}

function restrictPlan(plan: WritePlan, only: unknown): WritePlan {
  const { realm, region, owner, domain } = (only ?? {}) as Partial<Domain>;
  if (!realm || !region || !owner || !domain) return plan;
  const key = domainKey({ realm, region, owner, domain });
  return { ...plan, domains: plan.domains.filter(it => domainKey(it) === key) };
}

/** Resolves to the errors of the domains that got no token. The other tokens are written. */
async function runWritePlan(services: TokenServices, plan: WritePlan): Promise<readonly unknown[]> {
  const title = vscode.l10n.t('Fetching tokens from CodeArtifact');
  return await withProgress(title, async signal => {
    const { tokens, errors } = await fetchTokens(services, plan.domains, signal);
    signal.throwIfAborted();
    if (tokens.length === 0) return errors;
    try {
      await plan.write(tokens, signal);
    } catch (error) {
      if (isCancelled(error)) throw error;
      return [...errors, error];
    }
    showShortLifetimeWarnings(tokens);
    const until = new Date(Math.min(...tokens.map(({ expires }) => expires.getTime())));
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('$(check) CodeArtifact token valid until {0}', formatTime(until, new Date())),
      5000,
    );
    return errors;
  });
}

/**
 * Warns if a token is valid for less than the requested time. With 0 there is no requested time,
 * and the status bar shows the expiry.
 */
function showShortLifetimeWarnings(tokens: readonly Token[]): void {
  for (const { domain, life } of tokens)
    if (life && life.askedSeconds > 0 && isCutShort(life))
      void vscode.window.showWarningMessage(
        describeShortenedLife(visibleText(domain.domain), life),
      );
}
