import fc from 'fast-check';
import type {KubeObject} from '../../../src/cluster/kube.js';
import {applyFields} from '../../../src/sandbox/apply/apply.js';
import {decodeFields, encodeFields} from '../../../src/sandbox/apply/field-set.js';
import {ownersOf} from '../../../src/sandbox/apply/managers.js';
import type {StatusError} from '../../../src/sandbox/store.js';

const name = fc.constantFrom('a', 'b', 'c');
const env = fc.uniqueArray(fc.record({name, value: fc.constantFrom('1', '2')}), {selector: one => one.name});
const container = fc.record({name, image: fc.constantFrom('x', 'y'), env}, {requiredKeys: ['name']});
const containers = fc.uniqueArray(container, {selector: one => one.name});
const labels = fc.dictionary(name, fc.constantFrom('1', '2'), {noNullPrototype: true});
const pod: fc.Arbitrary<KubeObject> = fc.record({containers, labels}).map(({containers: all, labels: some}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'p', labels: some},
  spec: {containers: all},
}));
const apply = (live: KubeObject | undefined, object: KubeObject, manager = 'one', force = true) =>
  applyFields(live, object, {manager: {manager, operation: 'Apply', apiVersion: 'v1'}, time: 'now', force});
const EMPTY: KubeObject = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'p'}};

describe('server-side apply', () => {
  it('changes nothing when it is repeated', () => {
    fc.assert(
      fc.property(pod, pod, (theirs, mine) => {
        const once = apply(apply(undefined, theirs, 'two'), mine);
        expect(apply(once, mine, 'one', false)).toEqual(once);
      }),
    );
  });

  it('leaves nothing of what its only owner took back', () => {
    fc.assert(
      fc.property(pod, object => {
        const left = apply(apply(undefined, object), EMPTY);
        expect(left.spec ?? {}).toEqual({});
        expect(left.metadata.labels).toBeUndefined();
      }),
    );
  });

  it('leaves to another all that it owns', () => {
    fc.assert(
      fc.property(pod, pod, (theirs, mine) => {
        const alone = apply(undefined, theirs, 'two');
        let both: KubeObject;
        try {
          both = apply(alone, mine, 'one', false);
        } catch (error) {
          expect((error as StatusError).details.causes).not.toHaveLength(0);
          return;
        }
        const left = apply(both, EMPTY);
        expect(ownersOf(left)).toEqual(ownersOf(alone));
        expect(sorted(left)).toEqual(sorted(alone));
      }),
    );
  });

  it('writes who owns what so that it can be read again', () => {
    fc.assert(
      fc.property(pod, object => {
        const [owner] = ownersOf(apply(undefined, object));
        const fields = owner?.fields ?? new Set<string>();
        expect(new Set(decodeFields(encodeFields(fields)))).toEqual(fields);
      }),
    );
  });
});

/** Items of lists with keys may change places. */
function sorted(object: KubeObject): unknown {
  const {containers: all = []} = (object.spec ?? {}) as {containers?: {name: string; env?: {name: string}[]}[]};
  const byName = (a: {name: string}, b: {name: string}) => a.name.localeCompare(b.name);
  return all.map(one => ({...one, env: [...(one.env ?? [])].sort(byName)})).sort(byName);
}
