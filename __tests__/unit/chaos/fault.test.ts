import {faultKindOf, targetOf} from '../../../src/chaos/fault.js';
import type {Workload} from '../../../src/deploy/victim.js';
import type {ExperimentSpec} from '../../../src/spec/schema.js';

const shop: Workload = {kind: 'Deployment', name: 'shop', selector: 'app=shop'};
const db: Workload = {kind: 'StatefulSet', name: 'db', selector: 'app=db'};
const kill = (target?: string) =>
  ({name: 'kill', podKill: {target, mode: 'one', gracePeriod: 0}}) as unknown as ExperimentSpec;
const stress = {name: 'stress', request: {path: '/stress'}} as unknown as ExperimentSpec;

describe('targetOf', () => {
  it('finds the workload that is named', () => {
    expect(targetOf(kill('StatefulSet/db'), [shop, db])).toBe(db);
  });

  it('takes the only workload when none is named', () => {
    expect(targetOf(kill(), [shop])).toBe(shop);
  });

  it('refuses to guess among several, and lists them', () => {
    expect(() => targetOf(kill(), [shop, db])).toThrow(
      'podKill needs a target, since there are 2 workloads: Deployment/shop, StatefulSet/db',
    );
  });

  it('names what there is when the named one is missing', () => {
    expect(() => targetOf(kill('Deployment/shoop'), [shop])).toThrow(
      expect.objectContaining({
        blame: 'usage',
        message: expect.stringContaining('no Deployment/shoop'),
        hint: 'There are: Deployment/shop.',
      }),
    );
  });

  it('lets a request have no target', () => {
    expect(targetOf(stress, [shop, db])).toBeUndefined();
    expect(faultKindOf(stress)).toBe('request');
  });
});
