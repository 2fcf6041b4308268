/** The longest duration of a spec, a day: timers of Node.js overflow at 24 of them. */
export const MAX_DURATION_MS = 86_400_000;

/** `1m30s` → 90,000 ms; undefined when it is no duration. */
export function readDuration(text: string): number | undefined {
  const match = /^(?=\d)(?:([\d.]+)h)?(?:([\d.]+)m(?!s))?(?:([\d.]+)s)?(?:([\d.]+)ms)?$/.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds, millis] = match.slice(1).map(part => Number(part ?? 0));
  const ms = hours! * 3_600_000 + minutes! * 60_000 + seconds! * 1000 + millis!;
  return Number.isFinite(ms) ? rounded(ms) : undefined;
}

/** 90,000 → `1m30s`, as the spec takes it; `0s`, `500ms`, `1.5s`. To the millisecond from a second on. */
export function formatDuration(ms: number): string {
  const short = rounded(ms);
  if (short > 0 && short < 1000) return `${short}ms`;
  const whole = Math.round(ms);
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor((whole % 3_600_000) / 60_000);
  const seconds = rounded((whole % 60_000) / 1000);
  const parts = [hours > 0 ? `${hours}h` : '', minutes > 0 ? `${minutes}m` : '', seconds > 0 ? `${seconds}s` : ''];
  return parts.join('') || '0s';
}

/** To three decimals: 1.1m is not 66,000.00000000001 ms. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
