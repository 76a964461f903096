import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { gitFolder } from '../../files/gitFolder';
import { makePrivate } from '../../files/makePrivate';
import { readBytes } from '../../files/readBytes';
import { replaceFile } from '../../files/replaceFile';
import { type Domain, domainKey } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import { Secret } from '../../core/secret';
import { type Token, tokenHint } from '../../core/token';
import { entryOf, isSignedOut, type Ledger } from '../../tokens/ledger';
import { readSettings } from '../common/settings';
import type { Services } from '../common/services';
import { askTokenFile, type FileReason } from './askTokenFile';
import { servingConnection } from './servingConnection';
import { ledgerEntry } from './ledgerEntry';
import type { Found, HolderKind, Known, Place, WritePlan } from './holder';

const agreedKey = 'agreedTokenFiles';
const options = { symbolicLink: 'refuse' } as const;

interface Candidate {
  readonly place: Pick<Place, 'kind' | 'domain' | 'holder' | 'server'>;
  readonly text: string;
  /** Why it must be asked about; none where it is plainly ours. */
  readonly reasons: readonly FileReason[];
}

type FileServices = Pick<Services, 'log' | 'connections' | 'writer' | 'memento'>;

/** Files that the user's settings name: each holds the token of a domain, and nothing else. */
export class FileHolder implements HolderKind {
  readonly #services: FileServices;

  constructor(services: FileServices) {
    this.#services = services;
  }

  async find(known: Known, signal: AbortSignal): Promise<Found> {
    const { candidates } = await this.#candidates(known, signal);
    const places = candidates.map(({ place, text, reasons }): Place => {
      return {
        ...place,
        ...(text !== '' && { held: new Secret(text) }),
        renewed: reasons.length === 0 && !isSignedOut(known.ledger, place),
        removable: text !== '' && isOurs(text, known.ledger),
      };
    });
    return { places, domains: [], files: places.map(({ holder }) => holder) };
  }

  async plan(known: Known, signal: AbortSignal): Promise<WritePlan> {
    const { candidates, problems } = await this.#candidates(known, signal);
    const agreed: Candidate[] = [];
    for (const it of candidates) if (await this.#mayWrite(it)) agreed.push(it);
    const places = agreed.map(({ place }) => place);
    return {
      found: candidates.length + problems.length > 0,
      domains: places.map(({ domain }) => domain),
      places,
      problems,
      write: async (tokens, writing) => {
        for (const candidate of agreed)
          for (const token of tokens) await this.#write(candidate, token, writing);
      },
    };
  }

  async renew(token: Token, known: Known, signal: AbortSignal): Promise<void> {
    const { candidates } = await this.#candidates(known, signal);
    for (const candidate of candidates)
      if (candidate.reasons.length === 0 && !isSignedOut(known.ledger, candidate.place))
        await this.#write(candidate, token, signal);
  }

  async remove(places: readonly Place[], signal: AbortSignal): Promise<void> {
    const ledger = await this.#services.writer.ledger(signal);
    const edit = (bytes: Uint8Array | undefined) =>
      isOurs(textOf(bytes), ledger) ? ('removed' as const) : ('unchanged' as const);
    for (const { holder } of places) await replaceFile(holder, edit, options, signal);
  }

  async #candidates(known: Known, signal: AbortSignal) {
    const candidates: Candidate[] = [];
    const problems: Failure[] = [];
    // In Restricted Mode nothing is written to these files, so they say nothing about the token.
    if (!vscode.workspace.isTrusted) return { candidates, problems };
    for (const [name, written] of Object.entries(readSettings().tokenFiles)) {
      const domain = await this.#domainOf(name, known);
      if (!domain) continue;
      try {
        candidates.push(await this.#look(written, domain, known.ledger, signal));
      } catch (error) {
        if (!isFailure(error)) throw error;
        this.#services.log.warn('Token file left alone:', error.message);
        problems.push(error);
      }
    }
    return { candidates, problems };
  }

  async #look(
    written: string,
    domain: Domain,
    ledger: Ledger,
    signal: AbortSignal,
  ): Promise<Candidate> {
    const holder = written.replace(/^~(?=$|[\\/])/, homedir());
    if (!path.isAbsolute(holder))
      throw new Failure('file-unsupported', written, { reason: 'the path is not absolute' });
    const text = textOf(await readBytes(holder, options, signal));
    const reasons: FileReason[] = [];
    if (!isOurs(text, ledger)) reasons.push('other-content');
    const agreed = this.#services.memento.get<readonly string[]>(agreedKey, []).includes(holder);
    if (!agreed && (await isShared(holder))) reasons.push('version-control');
    return { place: { kind: 'file', domain, holder, server: '' }, text, reasons };
  }

  /** The one domain of that name, or of the form `name-owner`, that we know and can ask for. */
  async #domainOf(name: string, { ledger, domains }: Known): Promise<Domain | undefined> {
    const { connections } = this.#services;
    const all = [...domains, ...ledger.entries.map(it => it.domain), ...connections.listed()];
    const meant = all.filter(it => it.domain === name || `${it.domain}-${it.owner}` === name);
    const each = [...new Map(meant.map(it => [domainKey(it), it])).values()];
    const served = await Promise.all(
      each.map(async it => ((await servingConnection(connections, it)) ? [it] : [])),
    );
    const [found, second] = served.flat();
    if (second) this.#services.log.warn('Several domains have the name of a token file:', name);
    return second ? undefined : found;
  }

  async #mayWrite({ place, reasons }: Candidate): Promise<boolean> {
    if (reasons.length === 0) return true;
    if (!(await askTokenFile(place.holder, place.domain.domain, reasons))) return false;
    const { memento } = this.#services;
    const agreed = memento.get<readonly string[]>(agreedKey, []);
    if (reasons.includes('version-control'))
      await memento.update(agreedKey, [...new Set([...agreed, place.holder])]);
    return true;
  }

  async #write({ place, reasons }: Candidate, token: Token, signal: AbortSignal): Promise<void> {
    if (domainKey(token.domain) !== domainKey(place.domain)) return;
    const { writer } = this.#services;
    const ledger = await writer.ledger(signal);
    const text = token.secret.reveal();
    const file = place.holder;
    const check = (bytes: Uint8Array | undefined) => {
      if (isOurs(textOf(bytes), ledger) || reasons.includes('other-content')) return;
      throw new Failure('file-changed', file, { file, reason: 'it holds something else now' });
    };
    const before = await readBytes(file, options, signal);
    check(before);
    // Before the token is in it, not after.
    if (before && process.platform !== 'win32') await makePrivate(file);
    await replaceFile(
      file,
      bytes => {
        check(bytes);
        return new TextEncoder().encode(text);
      },
      options,
      signal,
    );
    await writer.remember([ledgerEntry(place, token)], signal);
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder().decode(bytes).trim() : '';
}

function isOurs(text: string, ledger: Ledger): boolean {
  return text === '' || tokenHint(text) !== undefined || entryOf(ledger, text) !== undefined;
}

/** Whether the file lies where version control may pick it up. */
async function isShared(file: string): Promise<boolean> {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)) !== undefined;
  return inWorkspace || (await gitFolder(path.dirname(file))) !== undefined;
}
