import {isFailure} from '../../../src/failure.js';
import {type LoadedSpec, loadSpec} from '../../../src/spec/load-spec.js';
import {aSource, TINY} from './a-source.js';

/** Where the specs of these tests are. */
export const FILE = '/app/checkout/gate.yaml';

/** Reads a spec. */
export function load(text: string, options?: Parameters<typeof aSource>[1]): LoadedSpec {
  return loadSpec(FILE, aSource(text, options));
}

/** Every problem, without the file's name. */
export function problemsOf(text: string, options?: Parameters<typeof aSource>[1]): string[] {
  try {
    load(text, options);
  } catch (error) {
    if (!isFailure(error) || error.blame !== 'usage') throw error;
    return error.message.split('\n').map(line => line.replace(`${FILE}:`, ''));
  }
  throw new Error('the spec was taken');
}

/** The tiny spec with another load, victim, experiment or `must`. */
export const withLoad = (value: string): string => TINY.replace('{service: hello:80}', value);
export const withVictim = (value: string): string => TINY.replace('k8s/', value);
export const withExperiment = (value: string): string => TINY.replace('{name: x, podKill: {}}', value);
export const withMust = (value: string): string => TINY.replace('recovery <= 30s', value);
