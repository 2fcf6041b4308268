import type {Login} from '../../src/cluster/auth.js';
import type {Kube} from '../../src/cluster/kube.js';
import {connect} from '../../src/cluster/kube-client.js';
import {silentLogger} from '../../src/runtime/logger.js';
import {fastClock} from './fast-clock.js';
import {type Script, type ScriptedApi, scriptedApi} from './scripted-api.js';

export interface ScriptedKube {
  kube: Kube;
  api: ScriptedApi;
  close(): Promise<void>;
}

/** The real client against a server that answers each request with the next script, and goes on with the last one. */
export async function scriptedKube(...scripts: Script[]): Promise<ScriptedKube> {
  return scriptedKubeWith({}, ...scripts);
}

/** The same, with credentials of the test's own. */
async function scriptedKubeWith({login}: {login?: () => Login}, ...scripts: Script[]): Promise<ScriptedKube> {
  let next = 0;
  const api = await scriptedApi(
    (call, response) => scripts[Math.min(next++, scripts.length - 1)]?.(call, response),
    login,
  );
  const kube = connect(api.access, {clock: fastClock(20), logger: silentLogger});
  return {
    kube,
    api,
    close: async () => {
      await kube.close();
      await api.close();
    },
  };
}
