import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { requireDiskSpace } from '../../scripts/diskSpace.mjs';
import { cachePath } from '../project';
import { aptInstall } from './apt';
import { findWorkingProgram } from './findProgram';
import { MissingPrerequisiteError } from './missing';
import { runProgram } from './run';

/** The AWS CLI and a Python that has boto3, both tried out. */
export interface AwsCli {
  readonly aws: string;
  readonly python: string;
}

/** Releases that ask for the same botocore. */
const pinned = { awscli: '1.45.64', boto3: '1.43.64' };

const howToGetIt =
  'npm test installs it into .cache where python3 (3.10 or newer, with its module venv) is there and PyPI can be reached.';

/** The AWS CLI: found, or installed into .cache first. Rejects with `MissingPrerequisiteError`. */
export async function ensureAwsCli(): Promise<AwsCli> {
  return (await found()) ?? (await install());
}

/** The AWS CLI where it is there already. Rejects with `MissingPrerequisiteError`, which says how to get it. */
export async function requireAwsCli(): Promise<AwsCli> {
  const cli = await found();
  if (!cli) throw new MissingPrerequisiteError(`The AWS CLI with boto3 is missing: ${howToGetIt}`);
  return cli;
}

async function found(): Promise<AwsCli | undefined> {
  const aws = await findWorkingProgram('aws', isAws);
  const python = await findWorkingProgram('python3', hasBoto);
  if (aws !== undefined && python !== undefined) return { aws, python };
  const folder = venvFolder();
  if (!existsSync(stamp(folder))) return undefined;
  return { aws: aws ?? inVenv(folder, 'aws'), python: python ?? inVenv(folder, 'python3') };
}

const isAws = async (program: string) =>
  /^aws-cli\/[12]\./m.test(await runProgram(program, ['--version']).catch(() => ''));

const hasBoto = (python: string) => succeeds(python, 'import boto3');

const succeeds = (python: string, code: string) =>
  runProgram(python, ['-c', code]).then(
    () => true,
    () => false,
  );

const venvFolder = () => cachePath(`aws-cli-${pinned.awscli}-boto3-${pinned.boto3}`);

const inVenv = (folder: string, program: string) =>
  path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', program);

/** Tells that the folder is whole. It cannot be moved: its programs hold its path. */
const stamp = (folder: string) => path.join(folder, 'installed');

/** Removes what an interrupted installation has left, and installs anew. */
async function install(): Promise<AwsCli> {
  const python = await venvPython();
  const folder = venvFolder();
  await mkdir(cachePath(), { recursive: true });
  await requireDiskSpace([cachePath()]);
  console.log('The AWS CLI is being installed into .cache/, once (a minute, 150 MB) …');
  await rm(folder, { recursive: true, force: true });
  const packages = Object.entries(pinned).map(([name, version]) => `${name}==${version}`);
  try {
    await runProgram(python, ['-m', 'venv', folder]);
    await runProgram(inVenv(folder, 'python3'), ['-m', 'pip', 'install', '--quiet', ...packages]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MissingPrerequisiteError(
      `The AWS CLI with boto3 is missing and could not be installed: ${howToGetIt}\n${reason}`,
    );
  }
  await writeFile(stamp(folder), packages.join('\n'));
  return requireAwsCli();
}

async function venvPython(): Promise<string> {
  const code = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  const find = () => findWorkingProgram('python3', python => succeeds(python, code));
  const there = await find();
  if (there !== undefined) return there;
  const elsewhere = 'Install Python 3.10 or newer from https://www.python.org.';
  await aptInstall('Python with venv', ['python3', 'python3-venv'], elsewhere);
  const python = await find();
  if (python === undefined)
    throw new MissingPrerequisiteError(
      `Python 3.10 or newer with the module venv is missing. ${elsewhere}`,
    );
  return python;
}
