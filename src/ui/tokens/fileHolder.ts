import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { findGitRoot } from '../../files/findGitRoot';
import { makePrivate } from '../../files/makePrivate';
import { readBytes } from '../../files/readBytes';
import { replaceFile } from '../../files/replaceFile';
import { type Domain, domainKey } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import { Secret } from '../../core/secret';
import { type Token, parseTokenHint } from '../../core/token';
import { findLedgerEntry, isSignedOut, type Ledger } from '../../tokens/ledger';
import { readExtensionSettings } from '../common/extensionSettings';
import type { TokenServices } from './tokenServices';
import { confirmTokenFileWrite, type TokenFileReason } from '../common/confirmTokenFileWrite';
import { findConnectionId } from './findConnectionId';
import { createLedgerEntry } from '../../tokens/createLedgerEntry';
import type {
  HolderScan,
  TokenHolder,
  HolderContext,
  TokenLocation,
  WritePlan,
} from './tokenHolder';

const approvedFilesKey = 'agreedTokenFiles';
const options = { symbolicLink: 'refuse' } as const;

interface Candidate {
  readonly location: Pick<TokenLocation, 'kind' | 'domain' | 'holder' | 'server'>;
  readonly text: string;
  /** Why the file needs a confirmation. Empty if it belongs to the extension. */
  readonly reasons: readonly TokenFileReason[];
}

type FileServices = Pick<TokenServices, 'log' | 'connections' | 'tokenLedger' | 'memento'>;

/**
 * The files of `codeartifact.token.files`. Each contains the token of a domain and nothing else.
 */
export class FileHolder implements TokenHolder {
  readonly #services: FileServices;

  constructor(services: FileServices) {
    this.#services = services;
  }

  async find(context: HolderContext, signal: AbortSignal): Promise<HolderScan> {
    const { candidates } = await this.#findCandidates(context, signal);
    const locations = candidates.map(({ location, text, reasons }): TokenLocation => {
      return {
        ...location,
        ...(text !== '' && { currentToken: new Secret(text) }),
        autoRenewed: reasons.length === 0 && !isSignedOut(context.ledger, location),
        removable: text !== '' && isOurs(text, context.ledger),
      };
    });
    return { locations, trustedDomains: [], files: locations.map(({ holder }) => holder) };
  }

  async plan(context: HolderContext, signal: AbortSignal): Promise<WritePlan> {
    const { candidates, problems } = await this.#findCandidates(context, signal);
    const approved: Candidate[] = [];
    for (const it of candidates) if (await this.#confirmWrite(it)) approved.push(it);
    const locations = approved.map(({ location }) => location);
    return {
      hasCandidates: candidates.length + problems.length > 0,
      domains: locations.map(({ domain }) => domain),
      locations,
      problems,
      write: async (tokens, writeSignal) => {
        for (const candidate of approved)
          for (const token of tokens) await this.#write(candidate, token, writeSignal);
      },
    };
  }

  async renew(token: Token, context: HolderContext, signal: AbortSignal): Promise<void> {
    const { candidates } = await this.#findCandidates(context, signal);
    for (const candidate of candidates)
      if (candidate.reasons.length === 0 && !isSignedOut(context.ledger, candidate.location))
        await this.#write(candidate, token, signal);
  }

  async remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void> {
    const ledger = await this.#services.tokenLedger.read(signal);
    const edit = (bytes: Uint8Array | undefined) =>
      isOurs(decodeTrimmed(bytes), ledger) ? ('removed' as const) : ('unchanged' as const);
    for (const { holder } of locations) await replaceFile(holder, edit, options, signal);
  }

  async #findCandidates(context: HolderContext, signal: AbortSignal) {
    const candidates: Candidate[] = [];
    const problems: Failure[] = [];
    // In Restricted Mode nothing is written to these files, so they say nothing about the token.
    if (!vscode.workspace.isTrusted) return { candidates, problems };
    for (const [name, configuredPath] of Object.entries(readExtensionSettings().tokenFiles)) {
      const domain = await this.#findDomain(name, context);
      if (!domain) continue;
      try {
        candidates.push(await this.#readCandidate(configuredPath, domain, context.ledger, signal));
      } catch (error) {
        if (!isFailure(error)) throw error;
        this.#services.log.warn('Token file not written:', error.message);
        problems.push(error);
      }
    }
    return { candidates, problems };
  }

  async #readCandidate(
    configuredPath: string,
    domain: Domain,
    ledger: Ledger,
    signal: AbortSignal,
  ): Promise<Candidate> {
    const holder = configuredPath.replace(/^~(?=$|[\\/])/, homedir());
    if (!path.isAbsolute(holder))
      throw new Failure('file-unsupported', configuredPath, {
        reason: vscode.l10n.t('the path is not absolute'),
      });
    const text = decodeTrimmed(await readBytes(holder, options, signal));
    const reasons: TokenFileReason[] = [];
    if (!isOurs(text, ledger)) reasons.push('other-content');
    const isApproved = this.#services.memento
      .get<readonly string[]>(approvedFilesKey, [])
      .includes(holder);
    if (!isApproved && (await isInVersionControl(holder))) reasons.push('version-control');
    return { location: { kind: 'file', domain, holder, server: '' }, text, reasons };
  }

  /** The only known domain with this name or `name-owner` that a connection can use. */
  async #findDomain(
    name: string,
    { ledger, trustedDomains }: HolderContext,
  ): Promise<Domain | undefined> {
    const { connections } = this.#services;
    const all = [
      ...trustedDomains,
      ...ledger.entries.map(it => it.domain),
      ...connections.listedDomains(),
    ];
    const matches = all.filter(it => it.domain === name || `${it.domain}-${it.owner}` === name);
    const distinct = [...new Map(matches.map(it => [domainKey(it), it])).values()];
    const connected = await Promise.all(
      distinct.map(async it => ((await findConnectionId(connections, it)) ? [it] : [])),
    );
    const [found, second] = connected.flat();
    if (second) this.#services.log.warn('Several domains match the name of a token file:', name);
    return second ? undefined : found;
  }

  async #confirmWrite({ location, reasons }: Candidate): Promise<boolean> {
    if (reasons.length === 0) return true;
    if (!(await confirmTokenFileWrite(location.holder, location.domain.domain, reasons)))
      return false;
    const { memento } = this.#services;
    const approvedFiles = memento.get<readonly string[]>(approvedFilesKey, []);
    if (reasons.includes('version-control'))
      await memento.update(approvedFilesKey, [...new Set([...approvedFiles, location.holder])]);
    return true;
  }

  async #write({ location, reasons }: Candidate, token: Token, signal: AbortSignal): Promise<void> {
    if (domainKey(token.domain) !== domainKey(location.domain)) return;
    const { tokenLedger } = this.#services;
    const ledger = await tokenLedger.read(signal);
    const text = token.secret.reveal();
    const file = location.holder;
    const check = (bytes: Uint8Array | undefined) => {
      if (isOurs(decodeTrimmed(bytes), ledger) || reasons.includes('other-content')) return;
      throw new Failure('file-changed', file, {
        file,
        reason: vscode.l10n.t('its content has changed'),
      });
    };
    const before = await readBytes(file, options, signal);
    check(before);
    // The file becomes private before the token is written.
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
    await tokenLedger.addEntries([createLedgerEntry(location, token)], signal);
  }
}

function decodeTrimmed(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder().decode(bytes).trim() : '';
}

function isOurs(text: string, ledger: Ledger): boolean {
  return (
    text === '' || parseTokenHint(text) !== undefined || findLedgerEntry(ledger, text) !== undefined
  );
}

/** Whether the file is in a folder under version control or in the workspace. */
async function isInVersionControl(file: string): Promise<boolean> {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)) !== undefined;
  return inWorkspace || (await findGitRoot(path.dirname(file))) !== undefined;
}
