import type {Circumstances} from '../../src/measure/circumstances/circumstances.js';
import {NO_CIRCUMSTANCES} from '../../src/measure/circumstances/recorder.js';
import type {Measurements, RepeatMeasurement} from '../../src/measure/measurements.js';
import type {PodLife} from '../../src/measure/pod-life.js';
import type {UsageRecord, VpaRecommendation} from '../../src/measure/usage/usage.js';
import {aRepeat} from './a-repeat.js';
import {aWorkloadTimeline} from './a-workload-timeline.js';
import {type Answer, at, healthy, someSamples} from './some-samples.js';
import {someUsage} from './some-usage.js';

export interface MeasurementsStory {
  rate?: number;
  seconds?: number;
  requests?: string[];
  /** Healthy where it says nothing. */
  answer?: (second: number, index: number) => Answer | undefined;
  repeats?: RepeatMeasurement[];
  inconclusive?: string[];
  /** One core-second each ten seconds, where it says nothing. */
  usage?: UsageRecord;
  /** None where it says nothing. */
  circumstances?: Partial<Circumstances>;
  recommendations?: VpaRecommendation[];
  /** What the experiment does; a podKill. */
  fault?: string;
  pods?: PodLife[];
  /** Seconds of idle before the load began. */
  idle?: number;
}

/** 5 s of warm-up, a baseline up to second 25, and the experiment `pod-kill`. */
export function someMeasurements(story: MeasurementsStory = {}): Measurements {
  const {
    rate = 100,
    seconds = 80,
    requests,
    answer,
    repeats = [aRepeat()],
    inconclusive = [],
    usage,
    idle,
    circumstances,
    recommendations = [],
    pods = [],
  } = story;
  return {
    samples: someSamples({
      rate,
      seconds,
      ...(requests === undefined ? {} : {requests}),
      answer: (second, index) => answer?.(second, index) ?? healthy(index),
    }),
    ...(idle === undefined ? {} : {idle: {from: at(-idle), to: at(0)}}),
    baseline: {from: at(5), to: at(25)},
    experiments: [
      {name: 'pod-kill', fault: story.fault ?? 'podKill Deployment/checkout', engine: 'native', repeats, inconclusive},
    ],
    usage: usage ?? someUsage(),
    serving: [aWorkloadTimeline()],
    circumstances: {...NO_CIRCUMSTANCES, ...circumstances},
    recommendations,
    pods,
  };
}
