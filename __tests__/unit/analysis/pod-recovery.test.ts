import {findPodRecovery} from '../../../src/analysis/pod-recovery.js';
import {aWorkloadTimeline, WATCH_LAG, type WorkloadStory} from '../../builders/a-workload-timeline.js';
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
    expect(found).toEqual({state: 'recovered', at: at(41), notBefore: at(41) - WATCH_LAG});
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
