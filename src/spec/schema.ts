import {z} from 'zod';
import {costSchema, type PriceChoice} from './cost-schema.js';
import {expecting} from './expectation.js';
import {experimentSchema, gateSchema} from './experiment-schema.js';
import {loadSchema, type requestSchema} from './load-schema.js';
import {dnsNameSchema, type valueOrEnvSchema} from './names.js';
import type {podKillSchema, requestFaultSchema} from './native-faults.js';
import {durationSchema, portionSchema, someTimeSchema} from './quantities.js';
import {type helmSchema, type imageSchema, victimSchema} from './victim-schema.js';

export {FAULT_KINDS, type FaultKind} from './experiment-schema.js';

const clusterSchema = z
  .union(
    [
      z.enum(['kind', 'minikube']),
      z.strictObject({kind: dnsNameSchema.meta({description: 'The name given to `kind create cluster --name`.'})}),
      z.strictObject({minikube: z.string().min(1).meta({description: 'The Minikube profile.'})}),
      z.strictObject({
        context: z.string().min(1).meta({description: 'A context of the kubeconfig, by its exact name.'}),
      }),
    ],
    {error: expecting('kind, minikube, {kind: NAME}, {minikube: PROFILE} or {context: NAME}')},
  )
  .meta({description: 'The cluster to use; no other is ever touched.'});

const steadySchema = z
  .strictObject({
    for: someTimeSchema.prefault('5s').meta({description: 'How long it must hold.'}),
    requests: z.int().min(1).prefault(100).meta({description: 'Over at least this many requests.'}),
    errors: portionSchema.prefault('1%').meta({description: 'Percentage points above the baseline’s error rate.'}),
    p95: z.number().min(1).prefault(1.5).meta({description: 'Times the baseline’s p95.'}),
    p95Slack: durationSchema
      .prefault('50ms')
      .meta({description: 'The p95 may always be this much above the baseline’s.'}),
    baselineErrors: portionSchema
      .prefault('5%')
      .meta({description: 'A baseline with more errors than this is no steady state.'}),
  })
  .meta({description: 'When the service counts as recovered.'});

const phasesSchema = z
  .strictObject({
    idle: someTimeSchema.optional().meta({
      description:
        'Deployed but without load, before the warm-up: what it costs to do nothing; 3.5 s are waited around it. None by default.',
    }),
    warmup: durationSchema.prefault('5s').meta({description: 'Load that nothing is judged by.'}),
    baseline: someTimeSchema.prefault('30s').meta({description: 'The healthy state that everything is compared with.'}),
    recover: someTimeSchema
      .prefault('60s')
      .meta({description: 'The deadline of the recovery; waited for only as long as needed.'}),
    settle: someTimeSchema.optional().meta({
      description:
        'After the recovery, the load goes on until the cost rate is back within the baseline’s noise, at most this long. None by default: the excess is counted to the end of the recovery then.',
    }),
  })
  .meta({description: 'How long each part of the run takes.'});

const experimentsSchema = z
  .array(experimentSchema, {error: expecting('a list such as [{name: pod-kill, podKill: {}}]')})
  .min(1, {error: expecting('at least one experiment, such as {name: pod-kill, podKill: {}}')})
  .superRefine((experiments, context) => {
    for (const [index, {name}] of experiments.entries()) {
      const first = experiments.findIndex(other => other.name === name);
      if (first < index)
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `${name} is the name of experiments[${first}] already`,
        });
    }
  })
  .meta({description: 'The faults, in order.'});

/** The whole spec. Durations come out as ms, portions as percent, rates as requests per second. */
export const specSchema = z.strictObject({
  version: z
    .literal(1, {error: expecting('1, the only version of specs that there is')})
    .prefault(1)
    .meta({description: 'The version of the spec’s format.'}),
  name: dnsNameSchema.optional().meta({description: 'How reports and comments call it; the folder’s name by default.'}),
  cluster: clusterSchema.prefault('kind'),
  timeout: someTimeSchema.prefault('30m').meta({description: 'The whole run is ended after this.'}),
  onInconclusive: z
    .enum(['fail', 'warn'])
    .prefault('fail')
    .meta({description: 'What a run that can’t be judged does to the exit code.'}),
  victim: victimSchema,
  load: loadSchema,
  steady: steadySchema.prefault({}),
  phases: phasesSchema.prefault({}),
  experiments: experimentsSchema,
  cost: costSchema.prefault({}),
  gate: gateSchema.prefault({}),
});

/** A spec without experiments, for what the manifests reserve: without experiments nothing is sent, whatever the load says. */
export const costOnlySchema = specSchema.extend({
  load: loadSchema.prefault({url: 'http://localhost'}),
  experiments: z.array(experimentSchema).max(0).prefault([]),
});

export type ParsedSpec = z.output<typeof specSchema>;
export type VictimSpec = ParsedSpec['victim'];
export type ImageSpec = z.output<typeof imageSchema>;
export type HelmSpec = z.output<typeof helmSchema>;
export type LoadSpec = ParsedSpec['load'];
export type RequestSpec = z.output<typeof requestSchema>;
export type SteadySpec = ParsedSpec['steady'];
export type CostSpec = Omit<ParsedSpec['cost'], 'prices'> & {prices: PriceChoice};
export type UsageSpec = CostSpec['usage'];
export type PhasesSpec = ParsedSpec['phases'];
export type ParsedExperiment = ParsedSpec['experiments'][number];
export type ExperimentSpec = Omit<ParsedExperiment, 'chaosMesh'> & {chaosMesh?: ChaosMeshSpec};
export type PodKillSpec = z.output<typeof podKillSchema>;
export type RequestFaultSpec = z.output<typeof requestFaultSchema>;
export type ClusterSpec = ParsedSpec['cluster'];
export type ValueOrEnv = z.output<typeof valueOrEnvSchema>;

/** An object of Chaos Mesh, and the text of the file that holds it. */
export type ChaosMeshSpec = NonNullable<ParsedExperiment['chaosMesh']> & {text: string};

/** A spec that was read: every path absolute, every default filled in. */
export interface Spec extends Omit<ParsedSpec, 'cost' | 'experiments'> {
  /** With the objects of Chaos Mesh that files hold. */
  experiments: ExperimentSpec[];
  /** With the prices of the price file, where one is named. */
  cost: CostSpec;
  name: string;
  /** The absolute path of the file, and its folder: paths in the spec are relative to it. */
  file: string;
  dir: string;
}
