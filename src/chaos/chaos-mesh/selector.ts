import type {LabelSelector} from 'kubernetes-types/meta/v1.js';

/** Which pods, in Chaos Mesh's words. */
export interface PodSelector {
  namespaces?: string[];
  pods?: Record<string, string[]>;
  labelSelectors?: Record<string, string>;
  expressionSelectors?: {key: string; operator: string; values?: string[]}[];
}

/** The pods of these names. */
export function podsNamed(namespace: string, names: readonly string[]): PodSelector {
  return {pods: {[namespace]: [...names]}};
}

/** The pods that a workload's selector takes; `narrowedBy` leaves out those that don't fit it as well. */
export function podsLabelled(
  namespace: string,
  {matchLabels = {}, matchExpressions = []}: LabelSelector,
  narrowedBy: PodSelector = {},
): PodSelector {
  const labels = {...narrowedBy.labelSelectors, ...matchLabels};
  const expressions = [...(narrowedBy.expressionSelectors ?? []), ...matchExpressions];
  return {
    namespaces: [namespace],
    ...(Object.keys(labels).length === 0 ? {} : {labelSelectors: labels}),
    ...(expressions.length === 0 ? {} : {expressionSelectors: expressions}),
  };
}
