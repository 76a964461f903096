import type * as vscode from 'vscode';
import { domainKey } from '../../core/coordinates';
import { isFailure } from '../../core/failure';
import type { Token } from '../../core/token';
import type { SettingsWriter } from '../common/settingsWriter';
import { noPlan } from './holder';
import type { Found, HolderKind, Holding, Known, Place, TokenHolders, WritePlan } from './holder';
import { expiryOf } from './holding';
import type { TerminalHolder } from './terminalHolder';

/** All holders of all kinds, as one. */
export class Holders implements TokenHolders {
  readonly #log: vscode.LogOutputChannel;
  readonly #writer: SettingsWriter;
  /** In this order: those that vouch for domains before those that follow. */
  readonly #kinds: Readonly<Record<Place['kind'], HolderKind>>;
  readonly #terminal: TerminalHolder;

  constructor(
    log: vscode.LogOutputChannel,
    writer: SettingsWriter,
    kinds: { readonly [K in Exclude<Place['kind'], 'terminal'>]: HolderKind },
    terminal: TerminalHolder,
  ) {
    this.#log = log;
    this.#writer = writer;
    this.#kinds = { maven: kinds.maven, gradle: kinds.gradle, terminal, file: kinds.file };
    this.#terminal = terminal;
  }

  async find(signal: AbortSignal): Promise<Holding> {
    const ledger = await this.#writer.ledger(signal);
    let all: Found = { places: [], domains: [], files: [] };
    for (const kind of Object.values(this.#kinds)) {
      const found = await this.#tried(() => kind.find({ ledger, domains: all.domains }, signal));
      if (found)
        all = {
          places: [...all.places, ...found.places],
          domains: [...all.domains, ...found.domains],
          files: [...all.files, ...found.files],
        };
    }
    return { ...all, ledger };
  }

  async plan(signal: AbortSignal): Promise<WritePlan> {
    const known = await this.find(signal);
    const plans: WritePlan[] = [];
    for (const kind of Object.values(this.#kinds)) plans.push(await planned(kind, known, signal));
    const places = plans.flatMap(it => it.places);
    return {
      found: plans.some(it => it.found),
      domains: plans.flatMap(it => it.domains),
      places,
      problems: plans.flatMap(it => it.problems),
      write: async (tokens, writing) => {
        const domains = new Set(tokens.map(({ domain }) => domainKey(domain)));
        const wished = places.filter(({ domain }) => domains.has(domainKey(domain)));
        await this.#writer.resume(wished, writing);
        await inTurn(plans, it => it.write(tokens, writing));
      },
    };
  }

  async renew(token: Token, signal: AbortSignal): Promise<void> {
    const known = await this.find(signal);
    await inTurn(Object.values(this.#kinds), kind => kind.renew(token, known, signal));
  }

  /** That nobody is to fill them comes first: a window that is just renewing must not bring them back. */
  async remove(places: readonly Place[], signal: AbortSignal): Promise<void> {
    await this.#writer.suspend(places, signal);
    await inTurn(Object.entries(this.#kinds), async ([name, kind]) => {
      const own = places.filter(it => it.kind === name);
      if (own.length > 0) await kind.remove(own, signal);
    });
  }

  follow({ places, ledger }: Holding): Promise<readonly Place[]> {
    return Promise.resolve(this.#terminal.follow(places, place => expiryOf(place, ledger)));
  }

  async #tried(find: () => Promise<Found>): Promise<Found | undefined> {
    try {
      return await find();
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.#log.info('A holder of tokens was left out:', error.message);
      return undefined;
    }
  }
}

/** A kind that cannot be read does not keep the others from their tokens. */
async function planned(kind: HolderKind, known: Known, signal: AbortSignal): Promise<WritePlan> {
  try {
    return await kind.plan(known, signal);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...noPlan, found: true, problems: [error] };
  }
}

/** Does all of them, one after the other, and throws what the first failed with. */
async function inTurn<T>(all: readonly T[], work: (it: T) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  for (const it of all) await work(it).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
