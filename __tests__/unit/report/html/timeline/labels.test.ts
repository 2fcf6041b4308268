import fc from 'fast-check';
import {fitted, placeFlag, widthOf} from '../../../../../src/report/html/timeline/labels.js';

describe('a name', () => {
  it('is cut where there is not enough room, and left out where nothing could be read', () => {
    expect(fitted('pod-kill', 100)).toBe('pod-kill');
    expect(fitted('pod-kill', 40)).toBe('pod-…');
    expect(fitted('pod-kill', 15)).toBeUndefined();
  });
});

describe('a flag', () => {
  const flag = {x: 50, long: 'recovered in 1 s', short: '1 s'};

  it('stands right of its line where there is room, else left of it', () => {
    expect(placeFlag({...flag, room: [0, 400]})).toEqual({text: 'recovered in 1 s', x: 55, anchor: 'start'});
    expect(placeFlag({...flag, x: 300, room: [0, 310]})).toEqual({text: 'recovered in 1 s', x: 295, anchor: 'end'});
  });

  it('is worded shorter, or left out, where there is little room', () => {
    expect(placeFlag({...flag, room: [40, 100]})?.text).toBe('1 s');
    expect(placeFlag({...flag, room: [45, 55]})).toBeUndefined();
  });

  it('never leaves its room', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (a, b, c) => {
        const [left, x, right] = [a, b, c].sort((one, other) => one - other) as [number, number, number];
        const placed = placeFlag({...flag, x, room: [left, right]});
        if (placed === undefined) return;
        const width = widthOf(placed.text, 'flag');
        const start = placed.anchor === 'start' ? placed.x : placed.x - width;
        expect(start).toBeGreaterThanOrEqual(left);
        expect(start + width).toBeLessThanOrEqual(right);
      }),
    );
  });
});
