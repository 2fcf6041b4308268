import {relative, resolve} from 'node:path';
import {adviceOf, Failure, isFailure, messageOf} from '../failure.js';
import type {ActionCore} from '../publish/action-core.js';
import type {RunEvent} from '../publish/event.js';
import type {GitHub} from '../publish/github.js';
import {type ActionInputs, readInputs} from '../publish/inputs.js';
import {publish} from '../publish/publish.js';
import {abortOnSignals} from '../runtime/signals.js';
import {createLogger} from '../runtime/terminal-logger.js';
import type {Spec} from '../spec/schema.js';
import {chooseSpec} from './choose-spec.js';
import {executeRun, withOverrides} from './execute-run.js';
import {locateObjective} from './locate-objective.js';
import type {Machine} from './machine.js';
import {requireEnvironment} from './read-spec.js';
import {sayWhatWasSwept, sweep} from './sweep.js';

/** What the action needs besides the machine. */
export interface ActionPorts {
  machine: Machine;
  core: ActionCore;
  event: RunEvent;
  github(token: string): Promise<GitHub>;
}

/** The action's main step: the verdict, then its publication, then the job's failure. Never throws. */
export async function runAction(ports: ActionPorts): Promise<void> {
  try {
    await gate(ports);
  } catch (error) {
    ports.core.setOutput('verdict', 'error');
    ports.core.setFailed(isFailure(error) ? adviceOf(error) : `a defect of chaos-cost-gate: ${messageOf(error)}`);
  }
}

/** The post step: undoes what a main step left that was killed. What it made is in the ledger, written before it was made. */
export async function runPost({machine, core}: Pick<ActionPorts, 'machine' | 'core'>): Promise<void> {
  const logger = createLogger({stream: machine.stderr, clock: machine.clock, env: machine.env});
  try {
    const swept = await sweep(machine, logger);
    sayWhatWasSwept(swept, logger);
    for (const {left} of swept) for (const one of left) core.warning(`could not be removed: ${one}`);
  } catch (error) {
    core.warning(`the clean-up failed: ${messageOf(error)}`);
  } finally {
    logger.close();
  }
}

async function gate({machine, core, event, github}: ActionPorts): Promise<void> {
  const inputs = readInputs(core);
  refuseForks(event, inputs);
  const read = await chooseSpec(inputs, {machine, baseSha: event.baseSha, github});
  requireEnvironment(read);
  const spec = withInputs(read.spec, inputs);
  const logger = createLogger({stream: machine.stderr, clock: machine.clock, env: machine.env});
  const controller = new AbortController();
  const letGo = abortOnSignals(controller, message => logger.warn(message));
  try {
    sayWhatWasSwept(await sweep(machine, logger), logger);
    const out = resolve(machine.cwd, inputs.out);
    const {result, outcome, files} = await executeRun(spec, out, {
      machine,
      logger,
      signal: controller.signal,
      notices: read.notices,
      baseSha: event.baseSha,
    });
    if (!controller.signal.aborted) {
      const specFile = relative(machine.cwd, spec.file);
      const comments = inputs.comment && inputs.token !== '' ? (await github(inputs.token)).comments : undefined;
      await publish({result, files, specFile, locate: locateObjective(read), event, comments}, core);
    }
    if (outcome.exitCode !== 0) core.setFailed(result.reasons[0] ?? `the verdict is ${result.verdict}`);
  } finally {
    logger.close();
    letGo();
  }
}

/** A fork's pull request runs its own code, and a self-hosted runner is a machine of ours. */
function refuseForks({pullRequest, selfHosted}: RunEvent, {allowForks}: ActionInputs): void {
  if (pullRequest?.fromFork !== true || !selfHosted || allowForks) return;
  throw new Failure('usage', 'this pull request comes from a fork, and its code would run on a self-hosted runner', {
    hint: 'A maintainer who trusts it can set `allow-forks: true`, best behind an environment that needs an approval.',
  });
}

function withInputs(spec: Spec, {context, namespace, onInconclusive}: ActionInputs): Spec {
  const overrides = {...(context === undefined ? {} : {context}), ...(namespace === undefined ? {} : {namespace})};
  return {...withOverrides(spec, overrides), ...(onInconclusive === undefined ? {} : {onInconclusive})};
}
