import type {PodDisruptionBudget} from 'kubernetes-types/policy/v1.js';
import type {Kube} from '../../cluster/kube.js';
import {selects} from '../../cluster/label-selector.js';
import type {Clock} from '../../runtime/clock.js';
import type {Recorder} from '../recorder.js';
import type {NodeRef} from '../usage/sources/source.js';
import type {Circumstances, Shortage} from './circumstances.js';
import {measureShortages, shortResources} from './shortage.js';
import type {ThrottleSource} from './throttle-sources.js';
import {type ThrottleRow, throttleLog} from './throttling.js';

/** Gathers what surrounds the pods until the signal aborts. Nothing that goes wrong with it is an error: a fact is missing then. */
export interface CircumstancesRecorder {
  record(): Circumstances;
}

export interface CircumstancesPorts {
  kube: Kube;
  namespace: string;
  clock: Clock;
  signal: AbortSignal;
  recorder: Pick<Recorder, 'pods' | 'news' | 'nodes'>;
  /** Where to read throttling, the best first. */
  throttling: readonly ThrottleSource[];
}

/** Where nothing was gathered. */
export const NO_CIRCUMSTANCES: Circumstances = {
  pods: [],
  news: [],
  shortages: [],
  throttling: [],
  throttlingCaveat: undefined,
  budgeted: undefined,
};

/** cAdvisor looks at a container every 10 to 15 s. */
const THROTTLING_EVERY_MS = 10_000;
const SHORTAGES_EVERY_MS = 500;

/** Begins to gather at once. */
export function startCircumstances(ports: CircumstancesPorts): CircumstancesRecorder {
  const {recorder} = ports;
  const throttling = throttleLog();
  const shortages: Shortage[] = [];
  let budgets: PodDisruptionBudget[] | undefined;
  const attempt = (work: Promise<void>): void => void work.catch(() => {}); // a missing fact is no error

  attempt(
    listBudgets(ports).then(found => {
      budgets = found;
    }),
  );
  attempt(followThrottling(ports, throttling));
  attempt(followShortages(ports, found => shortages.push(...found)));
  return {
    record: () => ({
      pods: recorder.pods().map(({facts}) => facts),
      news: recorder.news(),
      shortages: [...shortages],
      throttling: throttling.all(),
      throttlingCaveat: ports.throttling.find(({caveat}) => caveat !== undefined)?.caveat,
      budgeted: budgets === undefined ? undefined : budgetedBy(budgets, recorder),
    }),
  };
}

function listBudgets({kube, namespace, signal}: CircumstancesPorts): Promise<PodDisruptionBudget[]> {
  return kube.list<PodDisruptionBudget>({apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', namespace}, signal);
}

function budgetedBy(budgets: readonly PodDisruptionBudget[], recorder: Pick<Recorder, 'pods'>): string[] {
  const selected = recorder.pods().flatMap(({workload, labels}) => {
    // A budget without a selector selects no pod.
    const isSelected = budgets.some(({spec}) => spec?.selector !== undefined && selects(spec.selector, labels));
    return isSelected && workload !== undefined ? [workload] : [];
  });
  return [...new Set(selected)];
}

async function followThrottling(
  {clock, signal, recorder, throttling}: CircumstancesPorts,
  log: ReturnType<typeof throttleLog>,
): Promise<void> {
  const mayBeRead = rightsOnce(signal);
  try {
    for (;;) {
      const rows = await firstAnswer(throttling, mayBeRead, recorder.nodes(), signal);
      const own = new Set(recorder.pods().map(({facts}) => facts.uid));
      const offset = clock.now() - clock.today().getTime();
      log.take(
        rows.filter(({podUid}) => own.has(podUid)),
        timestamp => timestamp + offset,
      );
      await clock.sleep(THROTTLING_EVERY_MS, signal);
    }
  } finally {
    await Promise.all(throttling.map(source => source.close()));
  }
}

/** Asks each source once whether it may be read; one that could not tell is asked again. */
function rightsOnce(signal: AbortSignal): (source: ThrottleSource) => Promise<boolean> {
  const known = new Map<ThrottleSource, boolean>();
  return async source => {
    const may = known.get(source) ?? (await source.mayBeRead(signal).catch(() => undefined));
    if (may !== undefined) known.set(source, may);
    return may === true;
  };
}

/** All of them tell of the same counters: where one doesn't answer, the next one does as well. */
async function firstAnswer(
  sources: readonly ThrottleSource[],
  mayBeRead: (source: ThrottleSource) => Promise<boolean>,
  nodes: readonly NodeRef[],
  signal: AbortSignal,
): Promise<ThrottleRow[]> {
  for (const source of sources) {
    if (!(await mayBeRead(source))) continue;
    const rows = await source.read(nodes, signal).catch(() => undefined);
    if (rows !== undefined) return rows;
  }
  return [];
}

/** Looks once for each pod and resource, while the pod still waits: later the room may be another. */
async function followShortages(
  {kube, clock, signal, recorder}: CircumstancesPorts,
  found: (shortages: Shortage[]) => void,
): Promise<void> {
  const asked = new Set<string>();
  let looked = 0;
  for (;;) {
    await clock.sleep(SHORTAGES_EVERY_MS, signal);
    const news = recorder.news();
    const refusals = news.slice(looked).filter(({reason}) => reason === 'FailedScheduling');
    looked = news.length;
    for (const {podUid, message} of refusals) {
      const known = recorder.pods().find(({facts}) => facts.uid === podUid);
      const resources = shortResources(message).filter(resource => !asked.has(`${podUid} ${resource}`));
      if (known === undefined || resources.length === 0) continue;
      for (const resource of resources) asked.add(`${podUid} ${resource}`);
      found(await measureShortages(kube, known.pod, resources, signal).catch(() => []));
    }
  }
}
