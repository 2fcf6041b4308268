import type {ExperimentSpec, LoadSpec, Spec, SteadySpec} from '../../src/spec/schema.js';
import {anObjective} from './an-objective.js';

export interface SpecBuilder {
  build(): Spec;
  /** Objectives of the gate, as text. */
  withGate(gate: {must?: string[]; should?: string[]}): SpecBuilder;
  /** Replaces the experiments. */
  withExperiments(...experiments: SomeExperiment[]): SpecBuilder;
  withSteady(steady: Partial<SteadySpec>): SpecBuilder;
  withLoad(load: Partial<LoadSpec>): SpecBuilder;
}

export interface SomeExperiment {
  name?: string;
  repeat?: number;
  must?: string[];
  should?: string[];
}

/** One experiment `pod-kill`, nothing asked of it, a steady window of 5 s and 100 requests. */
export function aSpec(): SpecBuilder {
  return builder({
    version: 1,
    name: 'checkout',
    file: '/spec/gate.yaml',
    dir: '/spec',
    cluster: 'kind',
    timeout: 1_800_000,
    onInconclusive: 'fail',
    victim: {
      images: [],
      manifests: ['/spec/k8s'],
      secrets: [],
      readyWithin: 120_000,
      adopt: false,
      allowClusterScoped: false,
    },
    load: {
      service: 'checkout:80',
      via: 'auto',
      rate: 100,
      requests: [{method: 'GET', path: '/', headers: {}, weight: 1}],
      timeout: 5_000,
      maxLateness: 50,
    },
    steady: {for: 5_000, requests: 100, errors: 1, p95: 1.5, p95Slack: 50, baselineErrors: 5},
    phases: {warmup: 5_000, baseline: 20_000, recover: 20_000},
    experiments: [anExperiment({})],
    cost: {prices: 'opencost-default', incidentsPerMonth: 4, usage: 'auto'},
    gate: {must: [], should: []},
  });
}

function builder(spec: Spec): SpecBuilder {
  return {
    build: () => spec,
    withGate: ({must = [], should = []}) =>
      builder({...spec, gate: {must: must.map(anObjective), should: should.map(anObjective)}}),
    withExperiments: (...experiments) => builder({...spec, experiments: experiments.map(anExperiment)}),
    withSteady: steady => builder({...spec, steady: {...spec.steady, ...steady}}),
    withLoad: load => builder({...spec, load: {...spec.load, ...load}}),
  };
}

function anExperiment({name = 'pod-kill', repeat = 1, must = [], should = []}: SomeExperiment): ExperimentSpec {
  return {
    name,
    podKill: {mode: 'one', gracePeriod: 0},
    engine: 'auto',
    for: 10_000,
    repeat,
    must: must.map(anObjective),
    should: should.map(anObjective),
  };
}
