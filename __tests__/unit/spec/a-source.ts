import type {SpecSource} from '../../../src/spec/load-spec.js';

/** The least that a spec may say. */
export const TINY = `victim: k8s/
load: {service: hello:80}
experiments: [{name: x, podKill: {}}]
gate: {must: [recovery <= 30s]}
`;

/** A machine with this spec, on which every path exists but the ones named. */
export function aSource(
  text: string,
  {absent = [], env = {}}: {absent?: string[]; env?: Record<string, string>} = {},
): SpecSource {
  return {readFile: () => text, exists: path => !absent.includes(path), env};
}
