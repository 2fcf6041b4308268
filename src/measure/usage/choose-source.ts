import {messageOf} from '../../failure.js';
import type {NodeRef, Source} from './sources/source.js';

export interface Choice {
  source: Source | undefined;
  /** Why each source before it can't be used. */
  refusals: string[];
}

/** The first source that may be read and answers for this node. */
export async function chooseSource(candidates: readonly Source[], node: NodeRef, signal: AbortSignal): Promise<Choice> {
  const refusals: string[] = [];
  for (const source of candidates) {
    const refusal = await whyNot(source, node, signal);
    signal.throwIfAborted();
    if (refusal === undefined) return {source, refusals};
    refusals.push(`${source.name}: ${refusal}`);
  }
  return {source: undefined, refusals};
}

async function whyNot(source: Source, node: NodeRef, signal: AbortSignal): Promise<string | undefined> {
  try {
    const refusal = await source.refusal(signal);
    if (refusal !== undefined) return refusal;
    await source.read(node, signal);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
