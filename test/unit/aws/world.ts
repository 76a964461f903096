import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AwsOptions } from '../../../src/aws/client/awsOptions';

/** A home folder of its own, and an environment without anything of the user's AWS settings. */
export class World {
  readonly home = mkdtempSync(path.join(tmpdir(), 'aws-world-'));
  readonly #before = { ...process.env };

  constructor() {
    for (const name of Object.keys(process.env))
      if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
    this.set({ HOME: this.home, AWS_EC2_METADATA_DISABLED: 'true' });
  }

  /** Sets variables of the environment, which the SDK's own providers read. */
  set(values: Record<string, string>): void {
    Object.assign(process.env, values);
  }

  /** Writes a file below the home folder. */
  write(name: string, content: string | Buffer): string {
    const file = path.join(this.home, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  config(content: string): void {
    this.write('.aws/config', content);
  }

  credentials(content: string): void {
    this.write('.aws/credentials', content);
  }

  options(more: Partial<AwsOptions> = {}): AwsOptions {
    return { environment: process.env, pageSize: 100, approved: [], ...more };
  }

  dispose(): void {
    for (const name of Object.keys(process.env))
      if (!(name in this.#before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, this.#before);
    rmSync(this.home, { recursive: true, force: true });
  }
}
