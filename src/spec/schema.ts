import {z} from 'zod';
import {durationSchema, portionSchema, rateSchema} from './quantities.js';
import {objectiveSchema} from './grammar.js';

const dnsName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a name of lower-case letters, digits and dashes, at most 63 long')
  .meta({description: 'A DNS label: lower-case letters, digits and dashes.'});

const fromEnv = z.strictObject({fromEnv: z.string().min(1).meta({description: 'The environment variable that holds the value.'})});
const valueOrEnv = z.union([z.string(), fromEnv]);

const clusterSchema = z
  .union([
    z.enum(['kind', 'minikube']),
    z.strictObject({kind: dnsName.meta({description: 'The name given to `kind create cluster --name`.'})}),
    z.strictObject({minikube: z.string().min(1).meta({description: 'The Minikube profile.'})}),
    z.strictObject({context: z.string().min(1).meta({description: 'A context of the kubeconfig, by its exact name.'})}),
  ])
  .meta({description: 'The cluster to use; no other is ever touched.'});

const imageSchema = z.strictObject({
  name: z.string().min(1).meta({description: 'The image name and tag that the manifests use.'}),
  build: z.string().min(1).meta({description: 'The build folder, relative to the spec.'}),
  dockerfile: z.string().min(1).optional().meta({description: 'Relative to the build folder; `Dockerfile` by default.'}),
  args: z.record(z.string(), valueOrEnv).default({}).meta({description: 'Build arguments.'}),
  target: z.string().min(1).optional().meta({description: 'The build stage.'}),
});

const paths = z.union([z.string().min(1).transform(path => [path]), z.array(z.string().min(1)).min(1)]);

const helmSchema = z.strictObject({
  chart: z.string().min(1).meta({description: 'The chart folder or archive, relative to the spec.'}),
  release: dnsName.optional().meta({description: 'The release name; the spec name by default.'}),
  values: paths.default([]).meta({description: 'Values files, relative to the spec.'}),
});

const victimSchema = z
  .strictObject({
    images: z.array(imageSchema).default([]).meta({description: 'Images to build and load into the nodes.'}),
    manifests: paths.optional().meta({description: 'Files or folders of manifests, relative to the spec.'}),
    kustomize: z.string().min(1).optional().meta({description: 'A Kustomize folder, relative to the spec.'}),
    helm: helmSchema.optional().meta({description: 'A Helm chart to render.'}),
    secrets: z
      .array(z.strictObject({name: dnsName, data: z.record(z.string(), valueOrEnv)}))
      .default([])
      .meta({description: 'Secrets to create before the workloads, their values from the environment.'}),
    readyWithin: durationSchema.default(120_000).meta({description: 'How long the workloads may take to become ready.', default: '2m'}),
    namespace: dnsName.optional().meta({description: 'An existing namespace to use; by default one is made for the run and goes with it.'}),
    adopt: z.boolean().default(false).meta({description: 'Whether objects that exist already and are not ours may be changed; they are never deleted.'}),
    allowClusterScoped: z.boolean().default(false).meta({description: 'Whether manifests may hold cluster-scoped objects.'}),
  })
  .meta({description: 'What is deployed and broken.'});

const requestSchema = z.strictObject({
  name: z.string().min(1).optional().meta({description: 'How reports call it; `METHOD /path` by default.'}),
  service: z.string().min(1).optional().meta({description: 'NAME:PORT, when it is not the service of the load.'}),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET'),
  path: z.string().startsWith('/').default('/'),
  headers: z.record(z.string(), valueOrEnv).default({}),
  body: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional().meta({description: 'Sent as it is when it is a string, else as JSON.'}),
  expect: z
    .union([z.int().min(100).max(599).transform(status => [status]), z.array(z.int().min(100).max(599)).min(1)])
    .optional()
    .meta({description: 'The status or statuses that count as success; 200 to 399 by default.'}),
  weight: z.number().positive().max(1000).default(1).meta({description: 'Its share of the mix.'}),
});

const loadSchema = z
  .strictObject({
    service: z.string().min(1).optional().meta({description: 'NAME:PORT of a Service of the victim.'}),
    url: z.url({protocol: /^https?$/}).optional().meta({description: 'An address instead of a Service.'}),
    via: z.enum(['auto', 'nodePort', 'proxy']).default('auto').meta({description: 'How a Service is reached: its NodePort, or the API server’s service proxy.'}),
    rate: rateSchema.default(20).meta({description: 'Requests per second, sent whether or not earlier ones were answered.', default: '20/s'}),
    requests: z.array(requestSchema).min(1).max(255).default([{method: 'GET', path: '/', headers: {}, weight: 1}]),
    timeout: durationSchema.default(5_000).meta({description: 'After which a request counts as failed.', default: '5s'}),
    maxLateness: durationSchema.default(50).meta({description: 'A phase whose requests left later than this (p99) is not judged.', default: '50ms'}),
  })
  .meta({description: 'The load, through all phases without a break.'});

const steadySchema = z
  .strictObject({
    for: durationSchema.default(5_000).meta({description: 'How long it must hold.', default: '5s'}),
    requests: z.int().min(1).default(100).meta({description: 'Over at least this many requests.'}),
    errors: portionSchema.default(1).meta({description: 'Percentage points above the baseline’s error rate.', default: '1%'}),
    p95: z.number().min(1).default(1.5).meta({description: 'Times the baseline’s p95.'}),
    p95Slack: durationSchema.default(50).meta({description: 'The p95 may always be this much above the baseline’s.', default: '50ms'}),
    baselineErrors: portionSchema.default(5).meta({description: 'A baseline with more errors than this is no steady state.', default: '5%'}),
  })
  .meta({description: 'When the service counts as recovered.'});

const phasesSchema = z
  .strictObject({
    warmup: durationSchema.default(5_000).meta({default: '5s', description: 'Load that nothing is judged by.'}),
    baseline: durationSchema.default(30_000).meta({default: '30s', description: 'The healthy state that everything is compared with.'}),
    recover: durationSchema.default(60_000).meta({default: '60s', description: 'The deadline of the recovery; waited for only as long as needed.'}),
  })
  .meta({description: 'How long each part of the run takes.'});

const target = z
  .string()
  .regex(/^(Deployment|StatefulSet|DaemonSet)\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/, 'KIND/NAME, such as Deployment/checkout (Deployment, StatefulSet or DaemonSet)')
  .optional()
  .meta({description: 'KIND/NAME of a workload; may be left out where there is one.'});

const podKillSchema = z
  .strictObject({
    target,
    mode: z.union([z.enum(['one', 'all']), z.int().min(1)]).default('one').meta({description: 'How many pods: one, all or a number; which ones is random.'}),
    seed: z.int().min(0).optional().meta({description: 'Makes the choice repeatable.'}),
    gracePeriod: durationSchema.default(0).meta({default: '0s', description: 'How long the pods may take to end. 0 is a crash.'}),
  })
  .meta({description: 'Deletes pods of a workload.'});

const requestFaultSchema = z
  .strictObject({
    service: z.string().min(1).optional().meta({description: 'NAME:PORT; the service of the load by default.'}),
    target,
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
    path: z.string().startsWith('/'),
    headers: z.record(z.string(), valueOrEnv).default({}),
    body: requestSchema.shape.body,
    expect: requestSchema.shape.expect,
    undo: z
      .strictObject({method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'), path: z.string().startsWith('/')})
      .optional()
      .meta({description: 'A request that ends the stress early, sent when the run is interrupted.'}),
  })
  .meta({description: 'Calls a stress endpoint of the victim’s own, which must end by itself after `for`.'});

const objectives = z.array(objectiveSchema).default([]);

/** The faults; an experiment names exactly one of them. */
export const FAULT_KINDS = ['podKill', 'request'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const experimentSchema = z
  .strictObject({
    name: dnsName,
    podKill: podKillSchema.optional(),
    request: requestFaultSchema.optional(),
    engine: z.enum(['auto', 'native']).default('auto').meta({description: 'Who injects the fault.'}),
    for: durationSchema.default(30_000).meta({default: '30s', description: 'How long a lasting fault lasts, and for how long a one-shot fault is watched at least.'}),
    repeat: z.int().min(1).max(100).default(1),
    must: objectives.meta({description: 'Objectives that fail the gate; one on the same metric replaces the gate’s.'}),
    should: objectives.meta({description: 'Objectives that warn.'}),
  })
  .superRefine((experiment, context) => {
    const named = FAULT_KINDS.filter(kind => experiment[kind] !== undefined);
    if (named.length === 1) return;
    const found = named.length === 0 ? 'none' : named.join(' and ');
    context.addIssue({code: 'custom', message: `an experiment names one fault of ${FAULT_KINDS.join(', ')}; found ${found}`});
  });

const gateSchema = z
  .strictObject({
    must: objectives.meta({description: 'Objectives that fail the gate.'}),
    should: objectives.meta({description: 'Objectives that warn.'}),
  })
  .meta({description: 'What every experiment is judged by.'});

/** The whole spec. Durations come out as ms, portions as percent, rates as requests per second. */
export const specSchema = z.strictObject({
  version: z.literal(1).default(1),
  name: dnsName.optional().meta({description: 'How reports and comments call it; the folder’s name by default.'}),
  cluster: clusterSchema.default('kind'),
  timeout: durationSchema.default(1_800_000).meta({default: '30m', description: 'The whole run is ended after this.'}),
  onInconclusive: z.enum(['fail', 'warn']).default('fail').meta({description: 'What a run that can’t be judged does to the exit code.'}),
  victim: z.union([z.string().min(1).transform(manifests => victimSchema.parse({manifests})), victimSchema]),
  load: loadSchema,
  steady: steadySchema.prefault({}),
  phases: phasesSchema.prefault({}),
  experiments: z.array(experimentSchema).min(1),
  gate: gateSchema.prefault({}),
});

export type SpecInput = z.input<typeof specSchema>;
export type ParsedSpec = z.output<typeof specSchema>;
export type VictimSpec = ParsedSpec['victim'];
export type ImageSpec = z.output<typeof imageSchema>;
export type HelmSpec = z.output<typeof helmSchema>;
export type LoadSpec = ParsedSpec['load'];
export type RequestSpec = z.output<typeof requestSchema>;
export type SteadySpec = ParsedSpec['steady'];
export type PhasesSpec = ParsedSpec['phases'];
export type ExperimentSpec = ParsedSpec['experiments'][number];
export type PodKillSpec = z.output<typeof podKillSchema>;
export type RequestFaultSpec = z.output<typeof requestFaultSchema>;
export type ClusterSpec = ParsedSpec['cluster'];
export type ValueOrEnv = z.output<typeof valueOrEnv>;

/** A spec that was read: every path absolute, every default filled in. */
export interface Spec extends ParsedSpec {
  name: string;
  /** The absolute path of the file, and its folder: paths in the spec are relative to it. */
  file: string;
  dir: string;
}
