import {readFileSync} from 'node:fs';
import * as core from '@actions/core';
import type {Machine} from './commands/machine.js';
import type {ActionPorts} from './commands/run-action.js';
import {type EventPayload, readEvent} from './publish/event.js';

/** Wires the action to the runner and to GitHub. */
export function actionPorts(machine: Machine): ActionPorts {
  const event = readEvent(machine.env, readPayload(machine.env.GITHUB_EVENT_PATH));
  return {
    // The runner reads the log of both streams; what people follow stands in one of them.
    machine: {...machine, stderr: machine.stdout},
    core,
    event,
    // Octokit is loaded when there is something to publish, long after the first call to the cluster.
    github: async token => (await import('./publish/github.js')).openGitHub(token, event),
  };
}

function readPayload(file: string | undefined): EventPayload {
  return file === undefined || file === '' ? {} : (JSON.parse(readFileSync(file, 'utf8')) as EventPayload);
}
