/** How far the clocks by which a source tells its times are from this machine's. */
export interface SourceClocks {
  /** What to add to a node's times, beside `offset`, for them to be on our monotonic clock (ms). `newest` is the newest of them, as it was told. */
  shiftOf(node: string, newest: number, answered: Answered): number;
}

/** When an answer reached us (monotonic ms), and how far that clock is from the calendar. */
interface Answered {
  at: number;
  offset: number;
}

/** A time further ahead than this is another machine's clock, ms. */
const NEWEST_MS = 1_000;

/**
 * Each node's clock is judged by its first answer, whose times may be up to `oldest` ms old, and again where a calendar was set: times of
 * the future tell so (or that the first answer was late itself), and times that are too old and still go on. Others that grow old are stale.
 */
export function sourceClocks(oldest: number): SourceClocks {
  const known = new Map<string, {shift: number; newest: number; isOld: boolean}>();
  return {
    shiftOf: (node, newest, {at, offset}) => {
      const last = known.get(node);
      const away = at - newest - offset;
      const age = away - (last?.shift ?? 0);
      const isOld = age > oldest;
      // One answer may have been long under way.
      const goesOn = last === undefined || (last.isOld && newest > last.newest);
      const isOff = age < -NEWEST_MS || (isOld && goesOn);
      const shift = isOff ? away : (last?.shift ?? 0);
      known.set(node, {shift, newest, isOld});
      return shift;
    },
  };
}
