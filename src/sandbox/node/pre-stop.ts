import {type ProbeScene, probeOnce} from './probe.js';

/** Runs a container's preStop hook, until it is over or the signal aborts; the end of the container comes all the same. */
export async function preStopOf(
  scene: ProbeScene,
  {signal, failed}: {signal: AbortSignal; failed(message: string): void},
): Promise<void> {
  const hook = scene.container.lifecycle?.preStop;
  if (hook === undefined) return;
  const {sleep} = hook as {sleep?: {seconds: number}};
  if (sleep !== undefined) return scene.clock.sleep(sleep.seconds * 1000, signal).catch(() => {});
  const {exec, httpGet} = hook;
  const asProbe = {...(exec && {exec}), ...(httpGet && {httpGet}), timeoutSeconds: LONGEST_SECONDS};
  const {passed, message} = await probeOnce(asProbe, scene, signal);
  if (!passed && !signal.aborted) failed(`PreStopHook failed: ${message}`);
}

/** The grace ends it before. */
const LONGEST_SECONDS = 3_600;
