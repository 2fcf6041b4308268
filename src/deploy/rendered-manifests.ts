import {basename, relative} from 'node:path';
import {Failure, isFailure} from '../failure.js';
import type {CommandError, RunCommand} from '../runtime/command.js';
import type {HelmSpec} from '../spec/schema.js';
import type {Manifest} from './manifest.js';
import {manifestsOf, parseDocuments} from './parse-manifests.js';
import {readableLines} from './readable-text.js';

export interface RenderOptions {
  run: RunCommand;
  signal: AbortSignal;
  /** Paths in messages are relative to it. */
  dir: string;
}

/** Renders a Kustomize folder by `kubectl kustomize`. */
export async function renderKustomize(folder: string, options: RenderOptions): Promise<Manifest[]> {
  return render('kubectl', ['kustomize', folder], `kustomize ${relative(options.dir, folder) || '.'}`, options);
}

export interface HelmOptions extends RenderOptions {
  /** Used where the chart's spec names no release. */
  specName: string;
  namespace: string;
  /** Such as `v1.35.2`; charts may refuse others than they know. Empty where there is no cluster: Helm's own default. */
  kubeVersion: string;
  /** Whether the chart's CRDs come along. */
  crds: 'included' | 'left out';
}

/** Renders a chart by `helm template`, without its tests. */
export async function renderHelm(helm: HelmSpec, options: HelmOptions): Promise<Manifest[]> {
  const args = ['template', helm.release ?? options.specName, helm.chart, '-n', options.namespace];
  if (options.kubeVersion !== '') args.push('--kube-version', options.kubeVersion);
  args.push('--skip-tests');
  if (options.crds === 'included') args.push('--include-crds');
  for (const file of helm.values) args.push('-f', file);
  return render('helm', args, `helm chart ${basename(helm.chart)}`, options);
}

const TIMEOUT_S = 120;

async function render(
  program: string,
  args: string[],
  name: string,
  {run, signal}: RenderOptions,
): Promise<Manifest[]> {
  let text: string;
  try {
    text = await run(program, args, {signal, timeoutMs: TIMEOUT_S * 1000});
  } catch (error) {
    if (signal.aborted || isFailure(error)) throw error;
    if ((error as CommandError).exitCode === undefined) {
      throw new Failure('environment', `${name}: ${program} did not end within ${TIMEOUT_S} s, or was killed`, {
        hint: `Run \`${[program, ...args].join(' ')}\` on this machine: can it reach what it refers to, and is there memory enough?`,
      });
    }
    // The error itself is no cause: its words would be told twice.
    throw new Failure('change', `${name} can't be rendered: ${readableLines((error as Error).message, 12).join('\n')}`);
  }
  const manifests = parseDocuments(text, name).flatMap(manifestsOf);
  if (manifests.length > 0) return manifests;
  throw new Failure('usage', `${name} renders no manifests`, {
    hint: `Run \`${[program, ...args].join(' ')}\` to see what it gives.`,
  });
}
