import {analyse} from '../../../../src/analysis/analyse.js';
import {costOf} from '../../../../src/cost/cost-figures.js';
import {aRepeat, type RepeatStory} from '../../../builders/a-repeat.js';
import {aSpec} from '../../../builders/a-spec.js';
import {aWorkloadTimeline, type WorkloadStory} from '../../../builders/a-workload-timeline.js';
import {aPodFacts} from '../../../builders/some-facts.js';
import {type MeasurementsStory, someMeasurements} from '../../../builders/some-measurements.js';
import {at} from '../../../builders/some-samples.js';

function diagnosesOf(repeats: RepeatStory[], story: MeasurementsStory = {}) {
  const measurements = someMeasurements({...story, repeats: repeats.map(aRepeat)});
  const spec = aSpec().withExperiments({repeat: repeats.length}).build();
  return analyse(measurements, costOf(measurements, spec), spec).diagnoses;
}

/** A second replica that comes back after its init containers, `seconds` after the fault at `from`. */
function slowInit(seconds: number, from = 30, change: WorkloadStory = {}) {
  return aWorkloadTimeline({
    expected: 2,
    serving: [
      [from + 0.1, 1],
      [from + seconds, 2],
    ],
    pods: {
      old: [[from, 'gone']],
      new: [
        [from + 0.2, 'created'],
        [from + 0.2, 'scheduled'],
        [from + seconds - 1, 'initialized'],
        [from + seconds - 0.5, 'started'],
        [from + seconds, 'ready'],
        [from + seconds, 'in-service'],
      ],
    },
    ...change,
  });
}

describe('diagnose', () => {
  it('says nothing of a healthy run', () => {
    expect(diagnosesOf([{}])).toEqual([]);
    expect(diagnosesOf([{workloads: [slowInit(1.5)]}])).toEqual([]);
  });

  it('says where and in which repeat, with what is known of the pod', () => {
    const pods = [aPodFacts('new', {initContainers: [{name: 'migrate', seconds: 5}]})];
    expect(diagnosesOf([{workloads: [slowInit(6)]}], {circumstances: {pods}})).toEqual([
      {
        rule: 'init-containers',
        severity: 'high',
        experiment: 'pod-kill',
        repeat: 1,
        workload: 'Deployment/checkout',
        seenIn: 1,
        seconds: expect.closeTo(4.8, 5),
        what: 'init containers took 4.8 s of the 6.0 s that new took to come back (migrate 5.0 s)',
        fix: expect.stringContaining('spec.initContainers[migrate]'),
      },
    ]);
  });

  it('speaks once of what several repeats show, about the worst', () => {
    const found = diagnosesOf([{workloads: [slowInit(4)]}, {repeat: 2, injectedAt: 50, workloads: [slowInit(8, 50)]}]);
    expect(found).toMatchObject([{repeat: 2, seenIn: 2, seconds: expect.closeTo(6.8, 5)}]);
  });

  it('speaks of each workload by itself, the gravest first', () => {
    const lone = slowInit(5, 30, {
      workload: 'Deployment/db',
      expected: 1,
      serving: [
        [30.1, 0],
        [35, 1],
      ],
    });
    const found = diagnosesOf([{workloads: [lone, slowInit(9)]}]);
    expect(found.map(({severity, rule, workload}) => `${severity} ${rule} ${workload}`)).toEqual([
      'high init-containers Deployment/checkout',
      'high init-containers Deployment/db',
      'medium one-replica Deployment/db',
    ]);
  });

  it('follows the new pod of a StatefulSet, which has the old one’s name', () => {
    const replaced = slowInit(6, 30, {workload: 'StatefulSet/db'});
    replaced.pods = replaced.pods.map(pod => ({...pod, name: 'db-0'}));
    const initContainers = [{name: 'migrate', seconds: 5}];
    const pods = [aPodFacts('old'), aPodFacts('new', {initContainers})].map(pod => ({...pod, name: 'db-0'}));
    expect(diagnosesOf([{workloads: [replaced]}], {circumstances: {pods}})).toMatchObject([
      {what: 'init containers took 4.8 s of the 6.0 s that db-0 took to come back (migrate 5.0 s)'},
    ]);
  });

  it('follows the pod that got stuck, into its init containers', () => {
    const stuck = aWorkloadTimeline({
      serving: [[30.1, 0]],
      expected: 1,
      pods: {
        new: [
          [30.2, 'created'],
          [30.3, 'scheduled'],
        ],
      },
    });
    const pods = [aPodFacts('new', {initContainers: [{name: 'wait-for-db'}]})];
    const found = diagnosesOf([{workloads: [stuck]}], {circumstances: {pods}});
    expect(found[0]).toMatchObject({
      rule: 'init-containers',
      what: expect.stringMatching(
        /^init containers took 19\.7 s of the 20\.0 s in which new did not come back \(wait-for-db has not ended\)$/,
      ),
    });
  });

  it.each([
    ['after the deadline', 22, '20.8 s of the 22.0 s that new took to come back'],
    ['after the observation', 30, '19.8 s of the 20.0 s in which new did not come back'],
  ])('follows the pod that came back %s', (_, seconds, took) => {
    const pods = [aPodFacts('new', {initContainers: [{name: 'migrate', seconds: 19}]})];
    expect(diagnosesOf([{workloads: [slowInit(seconds)]}], {circumstances: {pods}})).toMatchObject([
      {what: `init containers took ${took} (migrate 19.0 s)`},
    ]);
  });

  it.each([
    ['that ends containers', {podFailure: {}}, []],
    ['from a file that ends containers', {chaosMesh: {file: 'chaos.yaml', text: 'action: pod-failure'}}, []],
    ['of another kind', {partition: {}}, ['crash-loop']],
  ])('tells the ends by a fault %s from those of the service', (_, fault, rules) => {
    const exit = {container: 'app', code: 137};
    const failed = aWorkloadTimeline({
      expected: 2,
      serving: [
        [30.1, 1],
        [46, 2],
      ],
      pods: {
        'checkout-old': [
          [30.1, 'container-exited'],
          [30.1, 'out-of-service'],
          [31, 'started', 'app'],
          [45.2, 'container-exited'],
          [45.4, 'started', 'app'],
          [46, 'in-service'],
        ],
      },
    });
    for (const event of failed.pods[0]!.events) if (event.what === 'container-exited') event.exit = exit;
    const measurements = someMeasurements({repeats: [aRepeat({removedAt: 45, workloads: [failed]})]});
    const spec = aSpec().build();
    Object.assign(spec.experiments[0]!, {podKill: undefined, ...fault});
    expect(analyse(measurements, costOf(measurements, spec), spec).diagnoses.map(({rule}) => rule)).toEqual(rules);
  });

  it('leaves out repeats that can’t be judged, and recoveries that are not known', () => {
    expect(diagnosesOf([{workloads: [slowInit(6)], proof: 'none'}])).toEqual([]);
    expect(diagnosesOf([{workloads: [slowInit(6)], watchedFor: 3, observedUntil: 38}])).toEqual([]);
  });

  it('takes only news of the pods of the workload, from the fault on', () => {
    const news = (podUid: string, second: number, message: string) => ({
      podUid,
      pod: podUid,
      reason: 'Failed',
      message: `Failed to pull image: ${message}`,
      at: at(second),
      notBefore: at(second),
    });
    const waiting = aWorkloadTimeline({
      serving: [[30.1, 0]],
      pods: {
        new: [
          [30.2, 'created'],
          [30.3, 'pulling'],
        ],
      },
    });
    const found = diagnosesOf([{workloads: [waiting]}], {
      circumstances: {news: [news('uid-new', 31, 'this'), news('uid-new', 20, 'before'), news('other', 32, 'other')]},
    });
    expect(found.find(({rule}) => rule === 'image-pull')?.what).toBe(
      'uid-new could not pull its image: Failed to pull image: this',
    );
  });

  it('does not hold against the pods what a fault that burns CPU did to them', () => {
    const samples = [6, 26, 44, 60].map((second, index) => ({
      at: at(second),
      periods: index * 100,
      throttled: index === 3 ? 95 : 0,
    }));
    const serving = aWorkloadTimeline({pods: {steady: [[40, 'ready']]}});
    const repeats = [aRepeat({workloads: [serving]})];
    const later = aRepeat({injectedAt: 50, removedAt: 60, workloads: [serving]});
    const measurements = someMeasurements({
      repeats,
      circumstances: {
        pods: [aPodFacts('steady')],
        throttling: [{podUid: 'uid-steady', samples}],
      },
    });
    measurements.experiments.push({...measurements.experiments[0]!, name: 'stress', repeats: [later]});
    const rulesWith = (fault: object) => {
      const spec = aSpec().withExperiments({}, {name: 'stress'}).build();
      Object.assign(spec.experiments[1]!, {podKill: undefined, ...fault});
      return analyse(measurements, costOf(measurements, spec), spec).diagnoses.map(({rule}) => rule);
    };
    expect(rulesWith({cpu: {load: 100}})).toEqual([]);
    expect(rulesWith({partition: {}})).toEqual(['cpu-throttling']);
  });
});
