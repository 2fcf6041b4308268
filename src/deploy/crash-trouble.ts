import type {ContainerStateTerminated} from 'kubernetes-types/core/v1.js';
import type {ContainerView} from './container-trouble.js';
import {probeInWords, probeMessage} from './probe-trouble.js';
import {readableLine} from './readable-text.js';
import {latestMessage, type Trouble} from './trouble.js';

const LOG_LINES = 20;

/** How a container ended, when it should not have; an init container that ended well is no trouble. */
export function crashTrouble(view: ContainerView): Trouble | undefined {
  const {spec, status, role} = view;
  const end = status.state?.terminated ?? status.lastState?.terminated;
  if (end === undefined || (role === 'init container' && end.exitCode === 0)) return undefined;
  const times = timesInWords(status.restartCount + (status.state?.running === undefined ? 1 : 0));
  if (end.reason === 'StartError' || end.reason === 'ContainerCannotRun') {
    return trouble(view, `${role} ${spec.name} can't be started: ${readableLine(end.message ?? end.reason)}`, {
      hint: 'Correct the command, the entrypoint or the mounts.',
    });
  }
  const killer = killingProbe(view);
  if (killer !== undefined) {
    const hint = 'Check the probe’s path, port and timings against how the service starts.';
    return trouble(view, `${role} ${spec.name} was killed ${times} because ${killer}`, {run: 'previous', hint});
  }
  if (end.exitCode === 0) {
    return trouble(view, `${role} ${spec.name} ended by itself ${times} (exit code 0), but must go on running`, {
      run: 'previous',
    });
  }
  const isOom = end.reason === 'OOMKilled';
  return trouble(
    view,
    `${role} ${spec.name} crashed ${times}, the last time with exit code ${end.exitCode}${reasonOf(end, view)}`,
    {
      run: 'previous',
      ...(isOom ? {hint: 'Raise the memory limit, or find out what takes the memory.'} : {}),
    },
  );
}

function trouble({spec}: ContainerView, what: string, {run, hint}: {run?: 'previous'; hint?: string}): Trouble {
  return {
    blame: 'change',
    what,
    hint: hint ?? 'Run the image with the same environment and command to see it fail.',
    isPermanent: false,
    ...(run === undefined ? {} : {log: {container: spec.name, run, lines: LOG_LINES}}),
  };
}

function reasonOf({reason, signal}: ContainerStateTerminated, {spec}: ContainerView): string {
  if (reason === 'OOMKilled') {
    const limit = spec.resources?.limits?.memory;
    return ` (OOMKilled${limit === undefined ? '' : `: its memory limit is ${limit}`})`;
  }
  if (signal !== undefined && signal !== 0) return ` (signal ${signal})`;
  return reason === undefined || reason === 'Error' ? '' : ` (${reason})`;
}

/** The kubelet says in an event when it was a probe that ended the container. */
function killingProbe({spec, events}: ContainerView): string | undefined {
  const kind = /failed (liveness|startup) probe/.exec(latestMessage(events, 'Killing', /failed \w+ probe/) ?? '')?.[1];
  if (kind === undefined) return undefined;
  const probe = kind === 'startup' ? spec.startupProbe : spec.livenessProbe;
  const said = probeMessage(events, kind);
  return `its ${kind} probe${probe === undefined ? '' : ` (${probeInWords(probe)})`} failed${said === undefined ? '' : `: ${said}`}`;
}

function timesInWords(times: number): string {
  if (times <= 1) return 'once';
  return times === 2 ? 'twice' : `${times} times`;
}
