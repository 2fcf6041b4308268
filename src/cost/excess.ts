/** What an incident cost beyond the baseline, in dollars. */
export interface Excess {
  /** The sum of the windows above the baseline's rate: what is judged. */
  above: number;
  /** The sum of those below it, 0 or less: an outage burns less, and earns no credit. */
  below: number;
  /** What the baseline's own noise adds up to over the same time: an excess of no more than that shows nothing. */
  noise: number;
  /** Until when it was counted, in s since the injection. */
  seconds: number;
  /** Whether the rate was back within the baseline's noise when the observation ended, or before. */
  isOver: boolean;
}

/** $/h in consecutive windows; null where it isn't known. */
export type Rates = readonly (number | null)[];

interface Terms {
  /** From the injection on. */
  rates: Rates;
  /** The length of a window. */
  seconds: number;
  /** How many windows belong to the fault: before its end, no rate counts as back. */
  faultWindows: number;
  /** How many windows may belong to an outage: before its end, a rate below the baseline's isn't back; those of the fault by default. */
  outageWindows?: number;
  baseline: {rate: number; rates: Rates};
}

/** Sums up what was above and what was below the baseline's rate, until the rate is back. A window that isn't known counts like the others. */
export function excessOf({rates, seconds, faultWindows, outageWindows = faultWindows, baseline}: Terms): Excess {
  const back = whenBack({rates, seconds, faultWindows, outageWindows, baseline});
  const counted = rates.slice(0, back).filter(rate => rate !== null);
  const length = back * seconds;
  const hours = counted.length === 0 ? 0 : length / 3600 / counted.length;
  const normal = baseline.rates.filter(rate => rate !== null);
  const normalHours = normal.length === 0 ? 0 : length / 3600 / normal.length;
  const beyond = (rate: number): number => differenceOf(rate, baseline.rate);
  return {
    above: hours * sumOf(counted, rate => Math.max(0, beyond(rate))),
    below: hours * sumOf(counted, rate => Math.min(0, beyond(rate))),
    noise: normalHours * sumOf(normal, rate => Math.max(0, beyond(rate))),
    seconds: length,
    isOver: back < rates.length || isBackNow({rates, seconds, baseline}),
  };
}

/** What is only the rounding of sums is no difference: reservations that never change cost nothing more. */
export function differenceOf(rate: number, usual: number): number {
  const difference = rate - usual;
  return Math.abs(difference) <= ROUNDING * Math.abs(usual) ? 0 : difference;
}

/** Sums that differ by no more than this part of them are the same. */
export const ROUNDING = 1e-9;

/** For how long the rate must be back, in s. */
export const HOLD_S = 5;

/**
 * The first window after the fault with which the rate is back: means of 5 s lie within twice the spread of those of the baseline.
 * Where the baseline has no spread, as reservations, any later window above it is told from noise: it is back for good then.
 */
function whenBack({rates, seconds, faultWindows, outageWindows, baseline}: Required<Terms>): number {
  const hold = holdOf(seconds);
  const {spread, lowest, highest} = usualMeans(baseline, hold);
  const means = movingMeans(rates, hold);
  const isBack = (mean: number | null): boolean => mean !== null && mean <= highest;
  const first =
    spread <= ROUNDING * Math.abs(baseline.rate)
      ? Math.max(faultWindows, means.findLastIndex(mean => !isBack(mean)) + 1)
      : means.findIndex(
          (mean, window) => window >= faultWindows && isBack(mean) && (window >= outageWindows || mean! >= lowest),
        );
  return first === -1 || first >= means.length ? rates.length : first;
}

/** Whether the rate of the last 5 s lies within the baseline's noise; not, where it isn't known. */
export function isBackNow({rates, seconds, baseline}: Pick<Terms, 'rates' | 'seconds' | 'baseline'>): boolean {
  const hold = holdOf(seconds);
  const last = movingMeans(rates, hold).at(-1) ?? null;
  return last !== null && last <= usualMeans(baseline, hold).highest;
}

/** How many windows the rate must be back for. */
function holdOf(seconds: number): number {
  return Math.max(1, Math.round(HOLD_S / seconds));
}

/** How far the baseline's own means spread, and from where up to where a mean is one of them. */
function usualMeans({rate, rates}: Terms['baseline'], hold: number): {spread: number; lowest: number; highest: number} {
  const usual = movingMeans(rates, hold).filter(mean => mean !== null);
  const spread = Math.sqrt(sumOf(usual, mean => (mean - rate) ** 2) / Math.max(1, usual.length));
  const reach = 2 * spread + ROUNDING * Math.abs(rate);
  return {spread, lowest: rate - reach, highest: rate + reach};
}

/** The mean of each `count` windows in a row, at the first of them; null where one of them isn't known. */
function movingMeans(rates: Rates, count: number): (number | null)[] {
  return Array.from({length: Math.max(0, rates.length - count + 1)}, (_, first) => {
    const stretch = rates.slice(first, first + count).filter(rate => rate !== null);
    return stretch.length < count ? null : sumOf(stretch, rate => rate) / count;
  });
}

function sumOf(values: readonly number[], of: (value: number) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
