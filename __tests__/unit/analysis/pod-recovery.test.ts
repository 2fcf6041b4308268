import fc from 'fast-check';
import {findPodRecovery} from '../../../src/analysis/pod-recovery.js';
import {aWorkloadTimeline, type WorkloadStory} from '../../builders/a-workload-timeline.js';
import {at} from '../../builders/some-samples.js';

/** The clock starts at second 30, a recovery has to hold for 5 s, and the observation ends at second 60. */
function recover(story: WorkloadStory, until = 60) {
  return findPodRecovery(aWorkloadTimeline(story), {from: at(30), to: at(until)}, 5_000);
}

describe('the recovery of the pods', () => {
  it('is at once when none was lost', () => {
    expect(recover({})).toEqual({state: 'recovered', at: at(30), notBefore: at(30)});
  });

  it('is when the count from before is in service again', () => {
    const found = recover({
      expected: 3,
      serving: [
        [30.1, 1],
        [36, 2],
        [41, 3],
      ],
    });
    expect(found).toEqual({state: 'recovered', at: at(41), notBefore: at(41)});
  });

  it('knows a loss from before its clock, as of a lasting fault', () => {
    expect(
      recover({
        serving: [
          [20, 0],
          [34, 1],
        ],
      }).at,
    ).toBe(at(34));
  });

  it('is at the start of its clock when the pods were back before', () => {
    expect(
      recover({
        serving: [
          [20, 0],
          [29.99, 1],
        ],
      }),
    ).toEqual({state: 'recovered', at: at(30), notBefore: at(30)});
  });

  it('has to hold', () => {
    expect(
      recover({
        serving: [
          [30.1, 0],
          [34, 1],
          [38, 0],
          [45, 1],
        ],
      }).at,
    ).toBe(at(45));
  });

  it('is over once it held, whatever comes later', () => {
    expect(
      recover({
        serving: [
          [30.1, 0],
          [34, 1],
          [39, 0],
        ],
      }).at,
    ).toBe(at(34));
  });

  it('may be more pods than before', () => {
    expect(
      recover({
        expected: 2,
        serving: [
          [30.1, 1],
          [33, 3],
        ],
      }).at,
    ).toBe(at(33));
  });

  it('is pending until it held', () => {
    expect(
      recover(
        {
          serving: [
            [30.1, 0],
            [34, 1],
          ],
        },
        38,
      ),
    ).toEqual({state: 'pending', since: at(34)});
    expect(recover({}, 33)).toEqual({state: 'pending', since: at(30)});
  });

  it('lies between two moments where a gap of the watch hid it', () => {
    const found = recover({
      serving: [
        [30.1, 0],
        [45, 1, 31],
      ],
    });
    expect(found).toEqual({state: 'recovered', at: at(45), notBefore: at(31)});
  });

  it('may have been before a loss of which a gap hid whether it came before it had held', () => {
    const found = recover({
      serving: [
        [37, 0, 31],
        [38, 1],
      ],
    });
    expect(found).toEqual({state: 'recovered', at: at(38), notBefore: at(30)});
  });

  it('is before a loss that came too late in any case, and after one that came too early', () => {
    const lostAfter = (earliest: number, latest: number) =>
      recover({
        serving: [
          [latest, 0, earliest],
          [50, 1],
        ],
      });
    expect(lostAfter(35, 40)).toEqual({state: 'recovered', at: at(30), notBefore: at(30)});
    expect(lostAfter(31, 34.9)).toEqual({state: 'recovered', at: at(50), notBefore: at(50)});
  });

  it('is unknown where a gap hid whether it held, and nothing came back afterwards', () => {
    expect(recover({serving: [[37, 0, 31]]})).toMatchObject({state: 'unknown'});
  });

  it('is unknown where a gap at the end of the observation hid whether it came in time', () => {
    const found = recover({
      serving: [
        [30.1, 0],
        [61, 1, 40],
      ],
    });
    expect(found).toMatchObject({state: 'unknown'});
  });

  it('never comes when no pod comes back', () => {
    expect(recover({serving: [[30.1, 0]]})).toEqual({state: 'none'});
  });

  it("does not see what comes after the observation's end", () => {
    expect(
      recover({
        serving: [
          [30.1, 0],
          [61, 1],
        ],
      }),
    ).toEqual({state: 'none'});
  });

  it('is unknown without pods in service before the fault', () => {
    expect(recover({expected: 0})).toMatchObject({state: 'unknown'});
    expect(findPodRecovery({...aWorkloadTimeline(), serving: []}, {from: 0, to: 1}, 5)).toMatchObject({
      state: 'unknown',
    });
  });
});

/** Counts at their seconds, as they were and as a watch sees them that is away during one span of seconds. */
const seenThroughAGap = fc
  .record({
    counts: fc.uniqueArray(fc.tuple(fc.integer({min: 31, max: 59}), fc.integer({min: 0, max: 1})), {
      selector: ([second]) => second,
      maxLength: 8,
    }),
    gap: fc.tuple(fc.integer({min: 30, max: 64}), fc.integer({min: 0, max: 30})),
  })
  .map(({counts, gap: [from, length]}) => {
    const serving = counts.sort(([a], [b]) => a - b);
    const isHidden = ([second]: [number, number]): boolean => second > from && second < from + length;
    return {
      serving,
      seen: serving.map((count): [number, number, number?] =>
        isHidden(count) ? [from + length, count[1], from] : count,
      ),
    };
  });

describe('a gap of the watch', () => {
  it('never makes what is found contradict what happened', () => {
    fc.assert(
      fc.property(seenThroughAGap, ({serving, seen}) => {
        const truth = recover({serving});
        const found = recover({serving: seen});
        if (found.state === 'recovered') {
          expect(truth.state).toBe('recovered');
          expect(truth.at).toBeGreaterThanOrEqual(found.notBefore);
          expect(truth.at).toBeLessThanOrEqual(found.at);
        }
        if (found.state === 'none') expect(truth.state).toBe('none');
      }),
      {numRuns: 2000},
    );
  });
});
