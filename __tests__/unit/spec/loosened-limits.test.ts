import {loosenedLimits} from '../../../src/spec/loosened-limits.js';
import {aSpec} from '../../builders/a-spec.js';

const spec = (...must: string[]) => aSpec().withGate({must}).build();

describe('loosenedLimits', () => {
  it('finds nothing in limits that stay, tighten or are added', () => {
    expect(loosenedLimits(spec('recovery <= 30s'), spec('recovery <= 30s'))).toEqual([]);
    expect(loosenedLimits(spec('recovery <= 30s'), spec('recovery <= 20s', 'errors <= 1%'))).toEqual([]);
    expect(loosenedLimits(spec('availability >= 99%'), spec('availability >= 99.5%'))).toEqual([]);
  });

  it('names limits that allow more than before', () => {
    expect(loosenedLimits(spec('recovery <= 20s'), spec('recovery <= 30s'))).toEqual([
      'pod-kill: recovery <= 30s was recovery <= 20s',
    ]);
    expect(loosenedLimits(spec('availability >= 99.5%'), spec('availability >= 99%'))).toEqual([
      'pod-kill: availability >= 99% was availability >= 99.5%',
    ]);
    expect(loosenedLimits(spec('errors < 1%'), spec('errors <= 1%'))).toEqual([
      'pod-kill: errors <= 1% was errors < 1%',
    ]);
  });

  it('looks at the gate of a spec without experiments', () => {
    const costOnly = (...must: string[]) => aSpec().withExperiments().withGate({must}).build();
    expect(loosenedLimits(costOnly('cost.reserved <= 5/month'), costOnly('cost.reserved <= 6/month'))).toEqual([
      'the gate: cost.reserved <= 6/month was cost.reserved <= 5/month',
    ]);
  });

  it('names a must that was taken away, or made a should', () => {
    const demoted = aSpec()
      .withGate({should: ['recovery <= 20s']})
      .build();
    expect(loosenedLimits(spec('recovery <= 20s'), demoted)).toEqual(['pod-kill: the must recovery <= 20s is gone']);
  });

  it('sees an experiment’s own limit that hides a stricter one of the gate', () => {
    const head = aSpec()
      .withGate({must: ['recovery <= 20s']})
      .withExperiments({name: 'pod-kill', must: ['recovery <= 60s']})
      .build();
    expect(loosenedLimits(spec('recovery <= 20s'), head)).toEqual(['pod-kill: recovery <= 60s was recovery <= 20s']);
  });

  it('names experiments that are gone or repeated less', () => {
    const base = aSpec().withExperiments({name: 'kill', repeat: 5}, {name: 'hog'}).build();
    const head = aSpec().withExperiments({name: 'kill', repeat: 1}).build();
    expect(loosenedLimits(base, head)).toEqual([
      'kill is repeated 1 times, and was 5 times',
      'the experiment hog is gone',
    ]);
  });
});
