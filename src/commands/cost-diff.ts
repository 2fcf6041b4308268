import {existsSync, readFileSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import {Command, InvalidArgumentError} from 'commander';
import {type Prices, pricesOf} from '../cost/prices.js';
import {diffReserved, type Manifests, type ReservedDiff} from '../cost/reserved/diff.js';
import {readManifestFolder} from '../deploy/manifest-folder.js';
import {Failure, isFailure, messageOf} from '../failure.js';
import type {Verdict} from '../gate/judge.js';
import {judgeReserved} from '../gate/reserved-findings.js';
import {reservedResult} from '../report/model-reserved.js';
import {renderReserved} from '../report/reserved-markdown.js';
import {abortOnSignals} from '../runtime/signals.js';
import {PRESETS} from '../spec/cost-schema.js';
import {readObjective} from '../spec/grammar.js';
import type {Objective} from '../spec/objective.js';
import {readPriceFile} from '../spec/price-file.js';
import type {CostSpec} from '../spec/schema.js';
import type {Machine} from './machine.js';
import {pricedObjects} from './priced-objects.js';
import {readSpec} from './read-spec.js';

interface DiffOptions {
  base: string;
  head: string;
  spec?: string;
  prices?: string;
  nodes?: number;
  format: 'json' | 'markdown';
  must: string[];
}

/** `cost diff`: what the manifests reserve for a month, before and after. Needs no cluster and no key. */
export function costCommand(machine: Machine, exit: (code: number) => void): Command {
  const diff = new Command('diff')
    .description('Compare what two sets of manifests reserve for a month, workload by workload. Needs no cluster.')
    .requiredOption('--base <path>', 'before: a file or folder of manifests, a Kustomize folder, or a Helm chart')
    .requiredOption('--head <path>', 'after: the same')
    .option('-s, --spec <file>', 'take prices, nodes and the limits of cost.reserved from this spec')
    .option('--prices <name|file>', `prices: ${PRESETS.join(', ')}, or a price file`)
    .option('--nodes <count>', 'on how many nodes a DaemonSet has a pod; 1 by default', readCount)
    .option('--format <format>', 'markdown or json', readFormat, 'markdown')
    .option('--must <limit>', 'fail above this, such as +10% or 500/month; may be given again', gather, [])
    .action(async (options: DiffOptions) => exit(await diffCommand(options, machine)));
  return new Command('cost').description('What the change costs, from its manifests.').addCommand(diff);
}

async function diffCommand(options: DiffOptions, machine: Machine): Promise<number> {
  const spec = options.spec === undefined ? undefined : readSpec(options.spec, machine).spec;
  const must = [...(spec?.gate.must ?? []), ...options.must.map(readMust)];
  const prices = chosenPrices(options.prices, spec?.cost, machine);
  const manifests = await readBoth({...options, namespace: spec?.victim.namespace ?? 'default'}, machine);
  const diff = diffReserved(manifests, {prices, nodes: options.nodes ?? spec?.cost.nodes ?? 1});
  const verdict = judgeDiff(diff, {must, should: spec?.gate.should ?? []});
  machine.stdout.write(render(diff, verdict, options));
  if (verdict.verdict === 'fail') return 1;
  return verdict.verdict === 'inconclusive' && spec?.onInconclusive !== 'warn' ? 4 : 0;
}

function judgeDiff(diff: ReservedDiff, gate: {must: Objective[]; should: Objective[]}): Verdict {
  return judgeReserved(gate, {
    before: diff.before?.cents,
    after: diff.after.cents,
    unknown: diff.unknown,
    unknownBefore: diff.unknownBefore,
    noBase: undefined,
    currency: diff.prices.currency,
  });
}

function render(diff: ReservedDiff, {verdict, reasons, objectives}: Verdict, {base, format}: DiffOptions): string {
  const reserved = reservedResult(diff, base);
  if (format === 'json')
    return `${JSON.stringify({schemaVersion: 1, verdict: objectives.length === 0 ? null : verdict, reasons, reserved}, null, 2)}\n`;
  return renderReserved(reserved, objectives);
}

async function readBoth(
  {base, head, namespace}: Pick<DiffOptions, 'base' | 'head'> & {namespace: string},
  machine: Machine,
): Promise<Manifests> {
  const paths = {base: pathOf('--base', base, machine), head: pathOf('--head', head, machine)};
  const controller = new AbortController();
  const {signal} = controller;
  const letGo = abortOnSignals(controller, message => void machine.stderr.write(`${message}\n`));
  const read = async (path: string): Promise<Manifests['head']> =>
    pricedObjects(await readManifestFolder(path, {run: machine.run, signal, dir: machine.cwd}), namespace);
  try {
    const before = await read(paths.base).catch(error => {
      throw signal.aborted ? error : asUnjudged(error, base);
    });
    return {base: before, head: await read(paths.head)};
  } finally {
    letGo();
  }
}

function pathOf(option: string, path: string, {cwd}: Machine): string {
  const full = resolve(cwd, path);
  if (existsSync(full)) return full;
  throw new Failure('usage', `${option} ${path} does not exist`, {
    hint: 'Name a file or folder of manifests, a Kustomize folder, or a Helm chart.',
  });
}

/** What was wrong before is not the change's fault: without a base, nothing can be judged. */
function asUnjudged(error: unknown, base: string): unknown {
  if (!isFailure(error) || error.blame === 'environment') return error;
  const {hint} = error;
  return new Failure('inconclusive', `the manifests of --base ${base} can’t be read: ${messageOf(error)}`, {hint});
}

/** What is named on the command line goes before the spec's, with the currency that it is in: a preset's is the dollar. */
function chosenPrices(named: string | undefined, cost: CostSpec | undefined, {cwd}: Machine): Prices {
  if (named === undefined) return pricesOf(cost ?? {prices: 'opencost-default'});
  const preset = PRESETS.find(candidate => candidate === named);
  if (preset !== undefined) return pricesOf({prices: preset});
  const {currency = cost?.currency, ...prices} = readPriceFile(readPrices(resolve(cwd, named), named), named);
  return pricesOf({prices: {...prices, source: prices.source ?? basename(named)}, currency});
}

function readPrices(path: string, named: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('usage', `--prices ${named} is no preset, and no file that can be read: ${messageOf(error)}`, {
      hint: `The presets are ${PRESETS.join(', ')}.`,
      cause: error,
    });
  }
}

/** `+10%` is short for `cost.reserved <= +10% vs base`, and `500/month` for `cost.reserved <= 500/month`. */
function readMust(limit: string): Objective {
  const objective = readObjective(`cost.reserved <= ${limit}${/^[-+−]/.test(limit.trim()) ? ' vs base' : ''}`);
  if (typeof objective !== 'string') return objective;
  throw new Failure('usage', `--must ${limit}: ${objective}`, {hint: 'Write a limit such as +10% or 500/month.'});
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it is a number of nodes, such as 3.');
}

function readFormat(text: string): 'json' | 'markdown' {
  if (text === 'json' || text === 'markdown') return text;
  throw new InvalidArgumentError('it is json or markdown.');
}

function gather(limit: string, before: readonly string[]): string[] {
  return [...before, limit];
}
