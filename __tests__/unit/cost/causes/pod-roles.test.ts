import {podRoles} from '../../../../src/cost/causes/pod-roles.js';
import {type LifeStory, someLives} from '../../../builders/some-lives.js';
import {at} from '../../../builders/some-samples.js';

/** Roles as [pod, role, from, to] in seconds; the baseline ends at second 25. */
function rolesOf(...stories: LifeStory[]) {
  const seconds = (time: number | undefined) => (time === undefined ? undefined : (time - at(0)) / 1000);
  return podRoles(someLives(...stories), at(25)).map(({uid, role, from, to}) => [
    uid.replace('uid-checkout-', ''),
    role,
    seconds(from),
    seconds(to),
  ]);
}

describe('the roles of pods beyond the baseline’s', () => {
  it('are none where nothing changes', () => {
    expect(rolesOf({}, {})).toEqual([]);
  });

  it('make a killed pod a replaced one from its end on', () => {
    expect(rolesOf({leaving: 30}, {}, {from: 30.1})).toEqual([['1', 'replaced', 30, undefined]]);
  });

  it('make a pod of an older revision a replaced one as soon as the newer is there', () => {
    expect(rolesOf({leaving: 40}, {from: 30, revision: 'two'})).toEqual([['1', 'replaced', 30, undefined]]);
  });

  it('make an autoscaler’s pods added ones to their end', () => {
    expect(rolesOf({}, {from: 40, leaving: 90}, {from: 40, leaving: 91})).toEqual([
      ['2', 'added', 40, undefined],
      ['3', 'added', 40, undefined],
    ]);
  });

  it('let an added pod take the place of one that leaves in its stead', () => {
    expect(rolesOf({leaving: 60}, {from: 40})).toEqual([
      ['2', 'added', 40, 60],
      ['1', 'added', 60, undefined],
    ]);
  });

  it('count anew what comes after all places are free', () => {
    expect(rolesOf({leaving: 30}, {from: 45}, {from: 50})).toEqual([
      ['1', 'replaced', 30, undefined],
      ['3', 'added', 50, undefined],
    ]);
  });

  it('are by workload, and not for pods of none', () => {
    expect(rolesOf({}, {workload: 'Deployment/mail'}, {from: 40, workload: undefined})).toEqual([]);
    expect(rolesOf({leaving: 30}, {from: 30, workload: 'Deployment/mail'})).toEqual([
      ['1', 'replaced', 30, undefined],
      ['2', 'added', 30, undefined],
    ]);
  });

  it('leave out pods that had left before', () => {
    expect(rolesOf({leaving: 10}, {})).toEqual([]);
  });
});
