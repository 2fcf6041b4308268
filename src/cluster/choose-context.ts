import {Failure} from '../failure.js';
import type {ClusterSpec} from '../spec/schema.js';

/**
 * The context that the spec's `cluster` means: for `kind`, the current one when it is of KIND, else the only one that is.
 * Undefined when `kind` finds none. Whether the context exists is not looked at. Fails with `usage` when `kind` is ambiguous.
 */
export function chooseContext(
  cluster: ClusterSpec,
  contexts: string[],
  currentContext: string | undefined,
): string | undefined {
  if (cluster === 'kind') return chooseKind(contexts, currentContext);
  if (cluster === 'minikube') return 'minikube';
  if ('kind' in cluster) return `kind-${cluster.kind}`;
  if ('minikube' in cluster) return cluster.minikube;
  return cluster.context;
}

function chooseKind(contexts: string[], currentContext: string | undefined): string | undefined {
  const candidates = contexts.filter(name => name.startsWith('kind-'));
  if (currentContext !== undefined && candidates.includes(currentContext)) return currentContext;
  if (candidates.length <= 1) return candidates[0];
  throw new Failure('usage', `\`cluster: kind\` fits several clusters: ${candidates.join(', ')}`, {
    hint: `Say which one in the spec: \`cluster: {kind: ${candidates[0]?.slice('kind-'.length)}}\`, or pass --context.`,
  });
}
