import type {DaemonSet} from 'kubernetes-types/apps/v1.js';
import type {Pod} from 'kubernetes-types/core/v1.js';
import {isApiError, type Kube, type ObjectSet} from '../../cluster/kube.js';
import {messageOf} from '../../failure.js';
import type {Refusal} from '../engine.js';
import {installCommand, runtimeOf} from './install.js';
import {podsNamed} from './selector.js';
import {CHAOS_API} from './status.js';

const PART = 'app.kubernetes.io/part-of=chaos-mesh,app.kubernetes.io/component';

/** Why Chaos Mesh can't inject on this cluster: not installed, its controller doesn't answer, or its daemon isn't ready; undefined when it can. */
export async function preflight(kube: Kube, kinds: readonly string[]): Promise<Refusal | undefined> {
  const fix = async (): Promise<string> => `Install it: ${installCommand(await runtimeOf(kube))}`;
  for (const kind of ['PodChaos', ...kinds]) {
    if ((await kube.resource(CHAOS_API, kind)) !== undefined) continue;
    return {why: `Chaos Mesh is not installed: the cluster serves no ${kind} of ${CHAOS_API}`, fix: await fix()};
  }
  const trouble = (await controllerTrouble(kube)) ?? (await daemonTrouble(kube));
  return trouble === undefined ? undefined : {why: trouble, fix: await fix()};
}

/** Its admission webhooks are served by the controller: an object that is only tried on shows whether it answers. */
async function controllerTrouble(kube: Kube): Promise<string | undefined> {
  const probe = {
    apiVersion: CHAOS_API,
    kind: 'PodChaos',
    metadata: {name: 'chaos-cost-gate-probe', namespace: 'default'},
    spec: {action: 'pod-kill', mode: 'one', selector: podsNamed('default', ['none'])},
  };
  try {
    await kube.apply(probe, {dryRun: true});
    return undefined;
  } catch (error) {
    // Who may not create it in `default` may still do so in the run's own namespace.
    return isApiError(error, 403) && error.reason === 'Forbidden' && !error.message.includes('webhook')
      ? undefined
      : `Chaos Mesh's controller does not answer: ${messageOf(error)}`;
  }
}

async function daemonTrouble(kube: Kube): Promise<string | undefined> {
  const component = `${PART}=chaos-daemon`;
  const daemons = await seen<DaemonSet>(kube, {apiVersion: 'apps/v1', kind: 'DaemonSet', labelSelector: component});
  const runtime = await runtimeOf(kube);
  const setUpFor = daemons?.[0] === undefined ? undefined : runtimeArgument(daemons[0]);
  if (setUpFor !== undefined && runtime !== undefined && setUpFor !== runtime.name)
    return `Chaos Mesh's daemon is set up for ${setUpFor}, and the nodes run ${runtime.name}`;
  const pods = await seen<Pod>(kube, {apiVersion: 'v1', kind: 'Pod', labelSelector: component});
  if (pods === undefined) return undefined;
  const isReady = ({status}: Pod): boolean =>
    status?.conditions?.some(({type, status: value}) => type === 'Ready' && value === 'True') ?? false;
  const ready = pods.filter(isReady).length;
  return ready > 0 && ready === pods.length
    ? undefined
    : `${ready} of ${pods.length} pods of Chaos Mesh's daemon are ready`;
}

/** What is there; undefined where it may not be read. */
async function seen<T>(kube: Kube, set: ObjectSet): Promise<T[] | undefined> {
  try {
    return await kube.list<T>(set);
  } catch (error) {
    if (isApiError(error, 403)) return undefined;
    throw error;
  }
}

function runtimeArgument({spec}: DaemonSet): string | undefined {
  const words = spec?.template.spec?.containers.flatMap(({command = [], args = []}) => [...command, ...args]) ?? [];
  const index = words.indexOf('--runtime');
  return index < 0 ? undefined : words[index + 1];
}
