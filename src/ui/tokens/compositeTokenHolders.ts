import type * as vscode from 'vscode';
import { domainKey } from '../../core/coordinates';
import { isFailure } from '../../core/failure';
import type { Token } from '../../core/token';
import type { TokenLedger } from '../../tokens/tokenLedger';
import { emptyPlan } from './tokenHolder';
import type {
  HolderScan,
  HolderType,
  TokenHolder,
  TokenInventory,
  HolderContext,
  TokenLocation,
  TokenHolders,
  WritePlan,
} from './tokenHolder';
import { findTokenExpiry } from './findTokenExpiry';
import type { TerminalHolder } from './terminalHolder';

/** All token holders as one. */
export class CompositeTokenHolders implements TokenHolders {
  readonly #log: vscode.LogOutputChannel;
  readonly #tokenLedger: TokenLedger;
  readonly #holders: Readonly<Record<HolderType, TokenHolder>>;
  readonly #terminalHolder: TerminalHolder;

  /** Reads `holders` in their order: a holder trusts the domains that those before it found. */
  constructor(
    log: vscode.LogOutputChannel,
    tokenLedger: TokenLedger,
    holders: Readonly<Record<HolderType, TokenHolder>> & { readonly terminal: TerminalHolder },
  ) {
    this.#log = log;
    this.#tokenLedger = tokenLedger;
    this.#holders = holders;
    this.#terminalHolder = holders.terminal;
  }

  async find(signal: AbortSignal): Promise<TokenInventory> {
    const ledger = await this.#tokenLedger.read(signal);
    let all: HolderScan = { locations: [], trustedDomains: [], files: [] };
    for (const holder of Object.values(this.#holders)) {
      const scan = await this.#findOrSkip(() =>
        holder.find({ ledger, trustedDomains: all.trustedDomains }, signal),
      );
      if (scan)
        all = {
          locations: [...all.locations, ...scan.locations],
          trustedDomains: [...all.trustedDomains, ...scan.trustedDomains],
          files: [...all.files, ...scan.files],
        };
    }
    return { ...all, ledger };
  }

  async plan(signal: AbortSignal): Promise<WritePlan> {
    const inventory = await this.find(signal);
    const plans: WritePlan[] = [];
    for (const holder of Object.values(this.#holders))
      plans.push(await planOrProblem(holder, inventory, signal));
    const locations = plans.flatMap(it => it.locations);
    return {
      hasCandidates: plans.some(it => it.hasCandidates),
      domains: plans.flatMap(it => it.domains),
      locations,
      problems: plans.flatMap(it => it.problems),
      write: async (tokens, writeSignal) => {
        const domains = new Set(tokens.map(({ domain }) => domainKey(domain)));
        const targetLocations = locations.filter(({ domain }) => domains.has(domainKey(domain)));
        await this.#tokenLedger.clearSignedOut(targetLocations, writeSignal);
        await sequentially(plans, it => it.write(tokens, writeSignal));
      },
    };
  }

  async renew(token: Token, signal: AbortSignal): Promise<void> {
    const inventory = await this.find(signal);
    await sequentially(Object.values(this.#holders), holder =>
      holder.renew(token, inventory, signal),
    );
  }

  /**
   * Marks the locations as signed out first, so that a window that is renewing does not write the
   * tokens again.
   */
  async remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void> {
    await this.#tokenLedger.markSignedOut(locations, signal);
    await sequentially(Object.entries(this.#holders), async ([name, holder]) => {
      const own = locations.filter(it => it.kind === name);
      if (own.length > 0) await holder.remove(own, signal);
    });
  }

  syncTerminals({ locations, ledger }: TokenInventory): Promise<readonly TokenLocation[]> {
    return Promise.resolve(
      this.#terminalHolder.syncTerminals(locations, location => findTokenExpiry(location, ledger)),
    );
  }

  async #findOrSkip(find: () => Promise<HolderScan>): Promise<HolderScan | undefined> {
    try {
      return await find();
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.#log.info('A token holder could not be read:', error.message);
      return undefined;
    }
  }
}

/** A holder that cannot be read does not prevent the others from getting tokens. */
async function planOrProblem(
  holder: TokenHolder,
  context: HolderContext,
  signal: AbortSignal,
): Promise<WritePlan> {
  try {
    return await holder.plan(context, signal);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...emptyPlan, hasCandidates: true, problems: [error] };
  }
}

/** Runs `work` for all items, one after the other, then throws the first error. */
async function sequentially<T>(all: readonly T[], work: (it: T) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  for (const it of all) await work(it).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
