import fc from 'fast-check';
import {type SetSize, stepOf} from '../../../../src/sandbox/controllers/rolling-update.js';

describe('a rolling update', () => {
  it('ends with the new pods alone, and keeps to its limits on the way', () => {
    const count = fc.integer({min: 0, max: 8});
    const limit = fc.integer({min: 0, max: 4});
    fc.assert(
      fc.property(count, count, limit, limit, (wanted, before, maxSurge, maxUnavailable) => {
        const {most, fewest, end} = roll({wanted, before, maxSurge, maxUnavailable});
        const missing = maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable;
        expect(most).toBeLessThanOrEqual(Math.max(before, wanted + maxSurge));
        expect(fewest).toBeGreaterThanOrEqual(Math.min(before, Math.max(0, wanted - missing)));
        expect(end).toEqual([wanted, 0]);
      }),
    );
  });

  it('counts percentages up for the surge and down for what may be missing', () => {
    const fresh = {uid: 'new', replicas: 0, available: 0};
    const old = {uid: 'old', replicas: 2, available: 2};
    const strategy = {type: 'RollingUpdate', rollingUpdate: {maxSurge: '25%', maxUnavailable: '25%'}};

    expect(stepOf({wanted: 2, strategy, fresh, old: [old], podsLeft: true})).toEqual([{uid: 'new', to: 1}]);
  });

  it('takes pods away first that do not work', () => {
    const fresh = {uid: 'new', replicas: 1, available: 0};
    const broken = {uid: 'broken', replicas: 2, available: 0};
    const working = {uid: 'working', replicas: 2, available: 2};
    const strategy = {type: 'RollingUpdate', rollingUpdate: {maxSurge: 1, maxUnavailable: 0}};

    const steps = stepOf({wanted: 2, strategy, fresh, old: [working, broken], podsLeft: true});
    expect(steps).toEqual([{uid: 'broken', to: 0}]);
  });

  it('that recreates makes nothing before the last old pod is gone', () => {
    const fresh = {uid: 'new', replicas: 0, available: 0};
    const strategy = {type: 'Recreate'};
    const size = (replicas: number) => ({uid: 'old', replicas, available: replicas});

    expect(stepOf({wanted: 2, strategy, fresh, old: [size(2)], podsLeft: true})).toEqual([{uid: 'old', to: 0}]);
    expect(stepOf({wanted: 2, strategy, fresh, old: [size(0)], podsLeft: true})).toEqual([]);
    expect(stepOf({wanted: 2, strategy, fresh, old: [size(0)], podsLeft: false})).toEqual([{uid: 'new', to: 2}]);
  });
});

/** Takes every step, and lets one new pod become available whenever there is none to take. */
function roll({
  wanted,
  before,
  ...rollingUpdate
}: {
  wanted: number;
  before: number;
  maxSurge: number;
  maxUnavailable: number;
}) {
  const fresh: SetSize = {uid: 'new', replicas: 0, available: 0};
  const old: SetSize = {uid: 'old', replicas: before, available: before};
  let most = before;
  let fewest = before;
  for (;;) {
    const steps = stepOf({wanted, strategy: {rollingUpdate}, fresh, old: [old], podsLeft: old.replicas > 0});
    for (const {uid, to} of steps) {
      const set = uid === 'new' ? fresh : old;
      Object.assign(set, {replicas: to, available: Math.min(set.available, to)});
    }
    most = Math.max(most, fresh.replicas + old.replicas);
    fewest = Math.min(fewest, fresh.available + old.available);
    if (steps.length > 0) continue;
    if (fresh.available === fresh.replicas) return {most, fewest, end: [fresh.replicas, old.replicas]};
    fresh.available++;
  }
}
