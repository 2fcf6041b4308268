import {inWords} from '../../../../../src/report/html/timeline/bands.js';
import {faultMarks} from '../../../../../src/report/html/timeline/marks.js';
import {failingInThreeRepeats} from '../../../../builders/a-failing-result.js';
import {aPhase} from '../../../../builders/a-result.js';
import {anExperiment, aRepeat} from '../../../../builders/an-experiment-result.js';

const fault = aPhase({name: 'fault', experiment: 'pod-kill', repeat: 1, from: 60, to: 90});
const recover = aPhase({name: 'recover', experiment: 'pod-kill', repeat: 1, from: 90, to: 100});

describe('the marks of a fault', () => {
  it('are its phase, its injection and its recovery', () => {
    expect(faultMarks({experiments: [anExperiment()], phases: [fault, recover]})).toEqual([
      {
        experiment: 'pod-kill',
        repeat: undefined,
        from: 60,
        to: 90,
        until: 100,
        injectedAt: 60.018,
        recovery: {at: 71.618, isRecovered: true, took: '11.6 s'},
      },
    ]);
  });

  it('last until the cost has settled', () => {
    const settle = aPhase({name: 'settle', experiment: 'pod-kill', repeat: 1, from: 100, to: 130});
    const phases = [fault, recover, settle];
    expect(faultMarks({experiments: [anExperiment()], phases})).toMatchObject([{to: 90, until: 130}]);
  });

  it('end with the removal of a lasting fault', () => {
    const repeat = aRepeat();
    const experiment = anExperiment({repeats: [{...repeat, injection: {...repeat.injection, removedAt: 85}}]});
    expect(faultMarks({experiments: [experiment], phases: [fault]})).toMatchObject([{to: 85, until: 85}]);
  });

  it('number the repeats where there are several, and show the deadline of one that never recovered', () => {
    const marks = faultMarks(failingInThreeRepeats());
    expect(marks.map(({repeat}) => repeat)).toEqual([1, 2, 3]);
    expect(inWords(marks[2]!)).toMatch(/^pod-kill, repeat 3: injected at 3:00.*; not recovered \(> 60 s\)\.$/);
    expect(marks[2]?.recovery).toEqual({at: 240.018, isRecovered: false, took: '> 60 s'});
  });

  it('have no recovery where it isn’t known', () => {
    const repeat = aRepeat();
    const unknown = {
      ...repeat,
      recovery: {...repeat.recovery, total: {value: null, bound: '=' as const, unit: 's' as const}},
    };
    const [mark] = faultMarks({experiments: [anExperiment({repeats: [unknown]})], phases: []});
    expect(mark?.recovery).toBeUndefined();
    expect(inWords(mark!)).toBe(
      'pod-kill: injected at 1:00, its phase from 1:00 to 1:00; it is not known whether it recovered.',
    );
  });
});
