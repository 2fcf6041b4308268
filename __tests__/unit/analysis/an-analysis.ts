import {analyse, type Findings} from '../../../src/analysis/analyse.js';
import type {Finding, FindingPhase} from '../../../src/analysis/finding.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {aSpec, type SpecBuilder} from '../../builders/a-spec.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {type MeasurementsStory, someMeasurements} from '../../builders/some-measurements.js';

/** What is found in such measurements, by a spec that asks for nothing where it isn't given. */
export function findingsOf(story: MeasurementsStory = {}, spec: SpecBuilder = aSpec()): Findings {
  const measurements = someMeasurements(story);
  return analyse(measurements, costOf(measurements, spec.build()), spec.build());
}

/** The only finding of a metric in a phase. */
export function find(findings: Findings, metric: string, phase: FindingPhase = 'impact'): Finding {
  const found = findings.findings.filter(finding => finding.metric === metric && finding.phase === phase);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** Refuses every request from one second until before another. */
export const outage = (from: number, to: number) => (second: number) =>
  second >= from && second < to ? ('refused' as const) : undefined;

/** A pod that was lost with the fault at second 30 and replaced; since when it may have been back where a gap of the watch hid it. */
export const podsBackAt = (second: number, notBefore?: number) =>
  aWorkloadTimeline({
    serving: [
      [30.1, 0],
      [second, 1, notBefore],
    ],
    pods: {
      old: [
        [30, 'terminating'],
        [30.1, 'out-of-service'],
      ],
      new: [
        [30.2, 'created'],
        [second, 'in-service'],
      ],
    },
  });
