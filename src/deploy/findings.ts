import type {Kube} from '../cluster/kube.js';
import {lastLogLines} from './pod-log.js';
import type {Trouble} from './trouble.js';

/** A trouble with the names of the pods that have it; none where it is the workload's. */
export interface Finding extends Trouble {
  pods: string[];
}

/** Puts together the pods that have the same trouble. */
export function collectFindings(): {add(trouble: Trouble, pod?: string): void; all(): Finding[]} {
  const findings = new Map<string, Finding>();
  return {
    add: (trouble, pod) => {
      const finding = findings.get(trouble.what) ?? {...trouble, pods: []};
      if (pod !== undefined) finding.pods.push(pod);
      findings.set(trouble.what, finding);
    },
    all: () => [...findings.values()],
  };
}

/** `Pod x: container app crashed twice …`, with the last lines of its log where they say more. */
export async function inWords(
  finding: Finding,
  {kube, namespace, signal}: {kube: Kube; namespace: string; signal: AbortSignal},
): Promise<string> {
  const {pods, what, log} = finding;
  const subject = pods.length > 1 ? `${pods.length} pods (${shortList(pods)})` : pods[0];
  const sentence =
    subject === undefined ? `${capital(what)}.` : `Pod ${subject}: ${what}.`.replace(/^Pod (\d+ pods)/, '$1');
  const name = pods[0];
  if (log === undefined || name === undefined) return sentence;
  const lines = await lastLogLines(kube, {namespace, name}, log, signal);
  return lines.length === 0
    ? sentence
    : [`${sentence} Its last log lines:`, ...lines.map(line => `  ${line}`)].join('\n');
}

function shortList(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')}, …`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
