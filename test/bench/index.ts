import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import type * as extensionModule from '../../src/extension';
import type { ActivationTask } from '../../tools/bench/activationTask';

/** Loads and activates every bundle of the task, inside of the extension host, and takes the time. */
export async function run(): Promise<void> {
  const task = JSON.parse(process.env['BENCH_TASK'] ?? '') as ActivationTask;
  const id = `${manifest.publisher}.${manifest.name}`;
  const extension = vscode.extensions.getExtension<vscode.ExtensionContext>(id);
  if (!extension) throw new Error(`VS Code does not know ${id}.`);
  const context = await extension.activate();
  const values: number[] = [];
  for (const bundle of task.bundles) values.push(await activation(bundle, context));
  writeFileSync(task.reportFile, JSON.stringify(values));
}

/**
 * Milliseconds of CPU for loading and activating, during which the extension host does nothing else.
 * A clock on the wall would count what else this machine does.
 */
async function activation(bundle: string, context: vscode.ExtensionContext): Promise<number> {
  const subscriptions: vscode.Disposable[] = [];
  const own = Object.create(context, {
    subscriptions: { value: subscriptions },
  }) as vscode.ExtensionContext;
  const load = () => import(bundle) as Promise<typeof extensionModule>;
  const before = process.cpuUsage();
  const { activate } = await load();
  activate(own);
  const { user, system } = process.cpuUsage(before);
  // What it begins on a later tick belongs to this run, and not into the time of the next one.
  await new Promise(resolve => setTimeout(resolve, 200));
  for (const each of subscriptions) each.dispose();
  if (subscriptions.length === 0) throw new Error('activate() has registered nothing.');
  return (user + system) / 1000;
}
