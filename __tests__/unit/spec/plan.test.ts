import {loadSpec} from '../../../src/spec/load-spec.js';
import {formatPlan, type Plan, planRun} from '../../../src/spec/plan.js';
import {aSource} from './a-source.js';

function planOf(text: string): Plan {
  return planRun(loadSpec('/app/checkout/gate.yaml', aSource(text)).spec);
}

/** At 50/s: a steady window of 5 s, a recovery of up to 60 s. */
function aPlan({
  experiments = '{name: kill, podKill: {}, for: 30s}',
  must = 'recovery <= 30s',
  rate = '50/s',
  more = '',
}): Plan {
  return planOf(`victim: k8s/
load: {service: hello:80, rate: ${rate}}
phases: {warmup: 10s, baseline: 40s, recover: 60s}
experiments: [${experiments}]
gate: {must: [${must}]}
${more}`);
}

const times = ({steps}: Plan): Record<string, [number, number]> =>
  Object.fromEntries(steps.map(({title, least, most}) => [title, [least / 1000, most / 1000]]));

describe('the rate of a run', () => {
  it('is higher where failed requests are sent again', () => {
    const plan = planOf(
      'victim: k8s/\nload: {service: hello:80, rate: 50/s, retry: {attempts: 4}}\nexperiments: [{name: kill, podKill: {}}]',
    );
    expect(plan).toMatchObject({rate: 50, mostRate: 200});
    expect(formatPlan(plan)).toContain('50/s (up to 200/s with retries, where all fail), ended');
    expect(formatPlan(aPlan({}))).toContain(', 50/s, ended');
  });
});

describe('the steps of a run', () => {
  it('watch a one-shot fault for `for`, and until a recovery at the deadline has held', () => {
    expect(times(aPlan({}))).toEqual({
      deploy: [0, 120],
      warmup: [10, 10],
      baseline: [40, 40],
      'steady state': [0, 60],
      fault: [30, 30],
      recover: [0, 35],
    });
  });

  it('end with the wait for the cost rate, where it is asked for, with the load going on', () => {
    const {steps} = planOf(`victim: k8s/
load: {service: hello:80, rate: 50/s}
phases: {settle: 3m}
experiments: [{name: kill, podKill: {}, repeat: 2}]`);
    expect(steps.at(-1)).toMatchObject({title: 'settle', times: 2, least: 0, most: 360_000, requests: {most: 18_000}});
    expect(formatPlan({...aPlan({}), steps})).toMatch(/kill: settle × 2 +up to 6m/);
  });

  it('begin with the idle phase and the waits around it, which have no requests', () => {
    const {steps, warnings} = planOf(`victim: k8s/
load: {service: hello:80}
phases: {idle: 20s}
experiments: [{name: kill, podKill: {}}]
gate: {must: [cost.hourly.usage <= +400% vs idle, cost.hourly.max <= $1/h during idle]}`);
    expect(steps[1]).toMatchObject({title: 'idle', least: 23_500, most: 23_500, requests: {least: 0, most: 0}});
    expect(warnings).toEqual([]);
  });

  it('watch a one-shot fault until it can have held, where `for` is shorter', () => {
    expect(times(aPlan({experiments: '{name: kill, podKill: {}, for: 2s}'}))).toMatchObject({
      fault: [2, 2],
      recover: [3, 63],
    });
  });

  it('never wait for less than `for`', () => {
    expect(times(aPlan({experiments: '{name: kill, podKill: {}, for: 90s}'}))).toMatchObject({
      fault: [90, 90],
      recover: [0, 5],
    });
  });

  it('let a lasting fault last, and then wait for the recovery', () => {
    const experiments = '{name: stress, request: {path: /stress}, for: 20s}';

    expect(times(aPlan({experiments}))).toMatchObject({fault: [20, 20], recover: [5, 65]});
  });

  it('are done as often as `repeat` says, and add up', () => {
    const plan = aPlan({experiments: '{name: kill, podKill: {}, for: 30s, repeat: 5}'});

    expect(times(plan)).toMatchObject({'steady state': [0, 300], fault: [150, 150], recover: [0, 175]});
    expect(plan.total).toEqual({least: 200_000, most: 795_000});
  });

  it('send requests at the rate of the load', () => {
    const plan = aPlan({});

    expect(plan.steps.map(({requests}) => [requests.least, requests.most])).toEqual([
      [0, 0],
      [500, 500],
      [2000, 2000],
      [0, 3000],
      [1500, 1500],
      [0, 1750],
    ]);
    expect(plan.requests).toEqual({least: 4000, most: 8750});
  });
});

describe('the warnings of a plan', () => {
  it('are none where all can be shown', () => {
    expect(
      aPlan({must: 'recovery <= 30s, latency.p95 <= 500ms, errors <= 1%, availability >= 99%, throughput >= 45/s'})
        .warnings,
    ).toEqual([]);
  });

  it.each([
    [
      'latency.p99.9 <= 1s',
      '`latency.p99.9 <= 1s` needs 10,000 requests, and kill has 1,500 to 3,250: it can’t be shown. for (kill) of 3m20s is enough.',
    ],
    [
      'availability >= 99.5%',
      '`availability >= 99.5%` needs 2,000 requests, and kill has 1,500 to 3,250: it may not be shown. for (kill) of 40s is enough.',
    ],
    [
      'latency.p99.9 <= 1s during baseline',
      '`latency.p99.9 <= 1s during baseline` needs 10,000 requests, and the baseline has 2,000: it can’t be shown. phases.baseline of 3m20s is enough.',
    ],
    [
      'errors <= 1% during recover',
      '`errors <= 1% during recover` needs 100 requests, and kill has 0 to 1,750: it may not be shown. for (kill) of 2s is enough.',
    ],
    [
      'recovery <= 90s',
      '`recovery <= 90s`: in kill, a recovery is waited for no longer than 1m, so a later one can’t be told from none. Raise phases.recover, or lower the limit.',
    ],
  ])('say of %s what is missing', (must, warning) => {
    expect(aPlan({must}).warnings).toEqual([warning]);
  });

  it('say when a fault is too short for a limit on coping with it', () => {
    const warnings = (lasts: string, limit: string) =>
      aPlan({
        experiments: `{name: stress, request: {path: /stress}, for: ${lasts}}`,
        must: `recovery.adapt <= ${limit}`,
      }).warnings;
    expect(warnings('20s', '15s')).toEqual([]);
    expect(warnings('20s', '18s')).toEqual([
      '`recovery.adapt <= 18s`: in stress, the fault lasts 20s and a steady state takes 5s of it to show, so a later one can’t be told from none. Raise for (stress) to 23s, or lower the limit.',
    ]);
    expect(warnings('4s', '1s')).toEqual([
      '`recovery.adapt <= 1s`: in stress, the fault lasts 4s and a steady state takes 5s of it to show, so a later one can’t be told from none. Raise for (stress) to 6s, or lower the limit.',
    ]);
  });

  it('look at the baseline as well where a change is judged', () => {
    expect(aPlan({must: 'latency.p99.9 <= +25% vs baseline'}).warnings).toHaveLength(2);
  });

  it('count the requests of all repeats', () => {
    const experiments = '{name: kill, podKill: {}, for: 30s, repeat: 7}';

    expect(aPlan({experiments, must: 'latency.p99.9 <= 1s'}).warnings).toEqual([]);
  });

  it('look at the objectives in force: an experiment’s own instead of the gate’s', () => {
    const experiments = '{name: kill, podKill: {}, must: [availability >= 99%]}';

    expect(aPlan({experiments, must: 'availability >= 99.99%'}).warnings).toEqual([]);
  });

  it('say when a steady state takes longer than it is asked to hold', () => {
    expect(aPlan({rate: '10/s'}).warnings).toEqual([
      'At 10/s, the 100 requests of a steady state take 10s, longer than steady.for of 5s: recovery is told no faster. A higher load.rate tells it sooner.',
    ]);
  });

  it('say when the baseline is no steady state', () => {
    expect(aPlan({rate: '2/s'}).warnings).toContainEqual(
      expect.stringContaining('The baseline has 80 requests, and a steady state needs 100'),
    );
  });

  it('say when the timeout may come first', () => {
    expect(aPlan({more: 'timeout: 4m\n'}).warnings).toEqual([
      'If nothing recovers, the run takes 4m55s; the timeout of 4m ends it before, and it is inconclusive then.',
    ]);
  });

  it('say when nothing can fail', () => {
    expect(aPlan({must: ''}).warnings).toEqual([
      'Nothing fails the gate in kill: add a must, such as recovery <= 30s.',
    ]);
  });

  it('say that the kubelet holds back containers that are killed again', () => {
    expect(aPlan({experiments: '{name: kill, containerKill: {}, repeat: 2}'}).warnings).toEqual([
      expect.stringMatching(/^In kill, a container that is killed again within 10 min is held back by the kubelet/),
    ]);
    expect(aPlan({experiments: '{name: kill, containerKill: {}}'}).warnings).toEqual([]);
  });
});

describe('a plan on a terminal', () => {
  it('is a table with the warnings below', () => {
    const experiments = '{name: kill, podKill: {}, repeat: 5}, {name: stress, request: {path: /stress}}';

    expect(formatPlan(aPlan({experiments, must: 'recovery <= 30s, availability >= 99.99%'}))).toMatchInlineSnapshot(`
"checkout, 50/s, ended after 30m at the latest; building images comes on top

  deploy                  up to 2m
  warmup                  10s              500 requests
  baseline                40s              2,000 requests
  kill: steady state × 5  up to 5m         up to 15,000 requests
  kill: fault × 5         2m30s            7,500 requests
  kill: recover × 5       up to 2m55s      up to 8,750 requests
  stress: steady state    up to 1m         up to 3,000 requests
  stress: fault           30s              1,500 requests
  stress: recover         5s to 1m5s       250 to 3,250 requests
  in all                  3m55s to 15m50s  11,750 to 41,500 requests

! \`availability >= 99.99%\` needs 100,000 requests, and kill has 7,500 to 16,250: it can’t be shown. for (kill) of 6m40s is enough.
! \`availability >= 99.99%\` needs 100,000 requests, and stress has 1,750 to 4,750: it can’t be shown. for (stress) of 33m20s is enough."
`);
  });
});
