import type {ThrottleSeries} from '../../../measure/circumstances/circumstances.js';
import type {Facts, Rule} from '../rule.js';

/** A start is throttled for a few periods in every small container: less than this many says nothing. */
const LEAST_PERIODS = 50;
const LEAST_SHARE = 0.25;

/** The pods ran out of their CPU quota. A fault that burns CPU does that on purpose: its time does not count. */
export const cpuThrottling: Rule = {
  name: 'cpu-throttling',
  diagnose: facts => {
    const worst = facts.circumstances.throttling
      .flatMap(series => throttledIn(series, facts))
      .sort((a, b) => b.share - a.share)[0];
    if (worst === undefined) return undefined;
    const {pod, limit, share, throttled, periods} = worst;
    const at = limit === undefined ? 'its CPU limit' : `resources.limits.cpu: ${limit}`;
    const {throttlingCaveat: caveat} = facts.circumstances;
    return {
      severity: share >= 0.5 ? 'high' : 'medium',
      what: `${pod} had used up its CPU quota in ${(100 * share).toFixed(0)} % of the 100 ms periods (${throttled} of ${periods}), at ${at}${caveat === undefined ? '' : `; ${caveat}`}`,
      fix: `raise resources.limits.cpu${limit === undefined ? '' : ` (it is ${limit})`}, or leave the limit away and keep resources.requests.cpu`,
    };
  },
};

interface Throttled {
  pod: string;
  limit: string | undefined;
  share: number;
  throttled: number;
  periods: number;
}

function throttledIn({podUid, samples}: ThrottleSeries, {pods, timeline, quiet}: Facts): Throttled[] {
  const pod = pods.find(({uid}) => uid === podUid);
  const within = samples.filter(({at}) => at >= quiet.from && at <= quiet.to);
  const last = within.at(-1);
  if (pod === undefined || last === undefined) return [];
  const isNew = timeline.pods.some(({uid, events}) => uid === podUid && events.some(({what}) => what === 'created'));
  const first = isNew ? {periods: 0, throttled: 0} : within[0]!;
  const periods = last.periods - first.periods;
  const throttled = last.throttled - first.throttled;
  if (periods < LEAST_PERIODS || throttled / periods < LEAST_SHARE) return [];
  const limit = pod.containers.find(({cpuLimit}) => cpuLimit !== undefined)?.cpuLimit;
  return [{pod: pod.name, limit, share: throttled / periods, throttled, periods}];
}
