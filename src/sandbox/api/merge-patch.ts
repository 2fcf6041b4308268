import {isRecord} from '../apply/children.js';

/** A JSON merge patch (RFC 7386): objects are merged, null takes away, everything else is replaced. */
export function mergePatch(value: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return structuredClone(patch);
  const merged: Record<string, unknown> = isRecord(value) ? {...value} : {};
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], change);
  }
  return merged;
}
