import {Failure} from '../failure.js';
import type {ActionCore} from './action-core.js';

/** The inputs of action.yml, read. */
export interface ActionInputs {
  spec: string;
  context: string | undefined;
  namespace: string | undefined;
  out: string;
  comment: boolean;
  onInconclusive: 'fail' | 'warn' | undefined;
  allowForks: boolean;
  specRef: 'head' | 'base';
  token: string;
}

/** Reads the inputs; fails with `usage` on a value that isn't one of those allowed. */
export function readInputs(core: Pick<ActionCore, 'getInput'>): ActionInputs {
  const text = (name: string): string | undefined => core.getInput(name).trim() || undefined;
  return {
    spec: text('spec') ?? 'gate.yaml',
    context: text('context'),
    namespace: text('namespace'),
    out: text('out') ?? 'chaos-cost-gate',
    comment: oneOf('comment', text('comment') ?? 'true', ['true', 'false']) === 'true',
    onInconclusive: optional('on-inconclusive', text('on-inconclusive'), ['fail', 'warn']),
    allowForks: oneOf('allow-forks', text('allow-forks') ?? 'false', ['true', 'false']) === 'true',
    specRef: oneOf('spec-ref', text('spec-ref') ?? 'head', ['head', 'base']),
    token: text('github-token') ?? '',
  };
}

function optional<T extends string>(name: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  return value === undefined ? undefined : oneOf(name, value, allowed);
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find(candidate => candidate === value);
  if (found !== undefined) return found;
  throw new Failure('usage', `the input \`${name}\` is ${JSON.stringify(value)}; allowed is ${allowed.join(' or ')}`);
}
