import type {PodNews} from '../../../measure/circumstances/circumstances.js';
import type {Facts, Rule} from '../rule.js';
import {secondsIn, share, weigh} from '../weigh.js';

/** The pod waited for its image. */
export const imagePull: Rule = {
  name: 'image-pull',
  diagnose: facts => {
    const refused = facts.recovery.isBack ? undefined : refusalIn(facts.news);
    if (refused !== undefined) {
      return {
        severity: 'high',
        seconds: facts.recovery.seconds,
        what: `${refused.pod} could not pull its image: ${refused.message}`,
        fix: `load the image into the nodes before and set imagePullPolicy: IfNotPresent${policyOf(facts)}, or check its name, the registry and imagePullSecrets`,
      };
    }
    const seconds = secondsIn('image pulled', facts);
    const severity = weigh(seconds, facts);
    if (severity === undefined) return undefined;
    return {
      severity,
      seconds,
      what: `pulling the image took ${share(seconds, facts)}${sizeOf(facts)}`,
      fix: `keep the image on the nodes: imagePullPolicy: IfNotPresent${policyOf(facts)} with a tag that doesn't move, pulled before by a DaemonSet; and make it smaller`,
    };
  },
};

/** The kubelet gives its reason once for each attempt, and says that it backs off in between. */
function refusalIn(news: readonly PodNews[]): PodNews | undefined {
  const refusals = news.filter(
    ({reason, message}) => (reason === 'Failed' || reason === 'BackOff') && /pull(ing)? image|ImagePull/i.test(message),
  );
  return refusals.findLast(({message}) => message.startsWith('Failed to pull image')) ?? refusals.at(-1);
}

function policyOf({slowest}: Facts): string {
  const container = slowest?.facts?.containers.find(({pullPolicy}) => pullPolicy === 'Always');
  return container === undefined ? '' : ` for container ${container.name} (it is Always)`;
}

/** `Successfully pulled image "shop:1" in 12.1s (12.1s including waiting). Image size: 123456789 bytes.` */
function sizeOf({news, slowest}: Facts): string {
  const sizes = news
    .filter(({reason, podUid}) => reason === 'Pulled' && podUid === slowest?.pod.uid)
    .map(({message}) => Number(/Image size: (\d+) bytes/.exec(message)?.[1] ?? 0));
  const largest = Math.max(0, ...sizes);
  return largest === 0 ? '' : ` (${(largest / 1e6).toFixed(0)} MB)`;
}
