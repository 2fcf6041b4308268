import type {ContainerFacts} from '../../../measure/circumstances/circumstances.js';
import {type Readiness, readinessOf} from '../readiness.js';
import type {Facts, Rule} from '../rule.js';
import {inSeconds, share, weigh} from '../weigh.js';

/** The service may have been ready long before its probe was asked. */
export const probeSettings: Rule = {
  name: 'probe-settings',
  diagnose: facts => {
    const readiness = readinessOf(facts);
    const severity = readiness === undefined ? undefined : weigh(readiness.cost, facts);
    if (readiness === undefined || severity === undefined) return undefined;
    return {
      severity,
      seconds: readiness.cost,
      what: whatOf(readiness, facts),
      fix: `${fixOf(readiness.container)} of container ${readiness.container.name}; a service that needs long to start wants a startupProbe with periodSeconds: 1`,
    };
  },
};

function whatOf({container, waited, failures, cost, field}: Readiness, facts: Facts): string {
  const probe = probeOf(container, field);
  const value = container[probe]?.[field === 'periodSeconds' ? 'period' : 'initialDelay'] ?? 0;
  const costs = `${probe}Probe.${field}: ${value} costs up to ${share(cost, facts)}`;
  return field === 'initialDelaySeconds'
    ? `the first probe passed, ${inSeconds(waited)} after the start of container ${container.name}: ${costs}`
    : `the probe of container ${container.name} passed ${inSeconds(cost)} after the last of ${failures.length} that failed: ${costs}`;
}

/** The one of the two probes that waits longer. */
function probeOf({readiness, startup}: ContainerFacts, field: Readiness['field']): 'readiness' | 'startup' {
  const key = field === 'periodSeconds' ? 'period' : 'initialDelay';
  return (startup?.[key] ?? 0) > (readiness?.[key] ?? 0) ? 'startup' : 'readiness';
}

function fixOf({readiness, startup}: ContainerFacts): string {
  const settings = [...settingsOf('readinessProbe', readiness), ...settingsOf('startupProbe', startup)];
  return `set ${settings.join(' and ')}`;
}

function settingsOf(probe: string, settings: ContainerFacts['readiness']): string[] {
  if (settings === undefined) return [];
  return [
    ...(settings.initialDelay > 0 ? [`${probe}.initialDelaySeconds: 0`] : []),
    ...(settings.period > 1 ? [`${probe}.periodSeconds: 1`] : []),
  ];
}
