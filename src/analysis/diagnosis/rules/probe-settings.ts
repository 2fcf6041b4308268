import type {ContainerFacts, ProbeFacts} from '../../../measure/circumstances/circumstances.js';
import {type Readiness, readinessOf} from '../readiness.js';
import type {Facts, Rule} from '../rule.js';
import {inSeconds, share, weigh} from '../weigh.js';

/** The service may have been ready long before its probe was asked. */
export const probeSettings: Rule = {
  name: 'probe-settings',
  diagnose: facts => {
    const readiness = readinessOf(facts);
    const severity = readiness === undefined ? undefined : weigh(readiness.cost, facts);
    const changes = readiness === undefined ? [] : changesTo(readiness.container);
    if (readiness === undefined || severity === undefined || changes.length === 0) return undefined;
    return {
      severity,
      seconds: readiness.cost,
      what: whatOf(readiness, facts),
      fix: `set ${changes.join(' and ')} of container ${readiness.container.name}; a service that needs long to start wants a startupProbe with periodSeconds: 1`,
    };
  },
};

function whatOf(readiness: Readiness, facts: Facts): string {
  return `${waitOf(readiness, facts)}: ${settingOf(readiness)} costs up to ${share(readiness.cost, facts)}`;
}

function waitOf({container, waited, failures, areAll, cost, field}: Readiness, {recovery}: Facts): string {
  if (field === 'periodSeconds') {
    const passed = areAll
      ? `${inSeconds(cost)} after the last of ${failures.length} that failed`
      : `at most ${inSeconds(cost)} after the last that failed`;
    return `the probe of container ${container.name} passed ${passed}`;
  }
  const since = `${inSeconds(waited)} after the start of container ${container.name}`;
  return recovery.isBack ? `the first probe passed, ${since}` : `no probe failed in the ${since}`;
}

function settingOf({container, probe, field}: Readiness): string {
  const {initialDelay = 0, period = 0, successThreshold} = container[probe] ?? {};
  if (field === 'initialDelaySeconds') return `${probe}Probe.${field}: ${initialDelay}`;
  return `${probe}Probe.${field}: ${period}${successThreshold === undefined ? '' : ` with successThreshold: ${successThreshold}`}`;
}

function changesTo({readiness, startup}: ContainerFacts): string[] {
  return [...settingsOf('readinessProbe', readiness), ...settingsOf('startupProbe', startup)];
}

function settingsOf(probe: string, settings: ProbeFacts | undefined): string[] {
  if (settings === undefined) return [];
  return [
    ...(settings.initialDelay > 0 ? [`${probe}.initialDelaySeconds: 0`] : []),
    ...(settings.period > 1 ? [`${probe}.periodSeconds: 1`] : []),
    ...(settings.successThreshold === undefined ? [] : [`${probe}.successThreshold: 1`]),
  ];
}
