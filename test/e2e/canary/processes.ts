import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What all processes of this machine were started with, from now until `stop`. Linux alone. */
export class CommandLines {
  readonly #seen = new Map<string, Buffer>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#look();
    this.#timer = setInterval(() => this.#look(), 20);
  }

  /** Ends the watch; every command line that was seen. */
  stop(): readonly Buffer[] {
    clearInterval(this.#timer);
    return [...this.#seen.values()];
  }

  #look(): void {
    for (const pid of processes()) {
      const line = commandLine(pid);
      if (line.length > 0) this.#seen.set(line.toString('latin1'), line);
    }
  }
}

/** The extension host of the server that keeps its data in `folder`. */
export function extensionHosts(folder: string): readonly number[] {
  const all = processes().map(pid => ({ pid, line: commandLine(pid).toString() }));
  const server = all.find(({ line }) => line.includes('server-main.js') && line.includes(folder));
  if (!server) throw new Error('There is no server of this window.');
  return all
    .filter(({ line }) => line.includes('--type=extensionHost'))
    .map(({ pid }) => pid)
    .filter(pid => parentOf(pid) === server.pid);
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);
}

function commandLine(pid: number): Buffer {
  return read(pid, 'cmdline');
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status').toString())?.[1]);
}

/** It may have ended meanwhile. */
function read(pid: number, name: string): Buffer {
  try {
    return readFileSync(path.join('/proc', `${pid}`, name));
  } catch {
    return Buffer.alloc(0);
  }
}
