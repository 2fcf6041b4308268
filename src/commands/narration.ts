import type {Logger} from '../runtime/logger.js';

/** What each step of a run is for, by the beginning of its title. */
const WHY: [string, string][] = [
  ['Connecting', 'A Kubernetes API runs inside this process, over real HTTP: nothing else needs to be installed.'],
  ['Deploying', 'The change under test goes into a namespace of its own, which is removed at the end.'],
  ['Waiting', 'Chaos against a service that is not up yet would show nothing.'],
  ['Idle', 'What does it cost when nobody uses it? All other costs are compared with this.'],
  ['Warm-up', 'The first requests are slower than all others, so they do not count.'],
  ['Baseline', 'A healthy service first: recovery means to be as good as this again, not as good as a guess.'],
  ['Experiment pod-kill', 'A pod is killed without grace: do users notice, and how long until all pods serve again?'],
  ['Experiment cpu-hog', 'CPU is burnt inside a pod: does the latency hold, and what does the wasted compute cost?'],
  ['Cleaning up', 'Whatever the run made is removed, and no process stays.'],
];

/** Says after the title of each step why it is done. */
export function narrated(logger: Logger): Logger {
  return {
    ...logger,
    step: title => {
      logger.step(title);
      const why = WHY.find(([beginning]) => title.startsWith(beginning))?.[1];
      if (why !== undefined) logger.info(why);
    },
  };
}
