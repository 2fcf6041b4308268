import type {KubeObject} from '../../cluster/kube.js';
import {badRequest, notServed, sendText} from './answer.js';
import {type ApiPorts, type Call, isAsked} from './call.js';
import {readOne} from './read.js';
import type {Route} from './route.js';

/** A container's log, as `kubectl logs` asks for it. */
export function sendLog({store, node}: ApiPorts, route: Route, {query, response}: Call): void {
  const pod = readOne(store, route);
  if (isAsked(query, 'follow')) throw notServed('logs that are followed');
  const container = containerOf(pod, query.get('container'));
  // Where it will run is not known yet, so there is nobody to ask.
  if (!(pod.spec as {nodeName?: string}).nodeName) {
    response.writeHead(204).end();
    return;
  }
  const previous = isAsked(query, 'previous');
  const lines = query.get('tailLines');
  const {namespace = '', name} = pod.metadata;
  const text = node.log(
    {namespace, name},
    {container, previous, ...(lines === null ? {} : {tailLines: Number(lines)})},
  );
  const which = `container ${JSON.stringify(container)} in pod ${JSON.stringify(name)}`;
  if (text === undefined)
    throw badRequest(
      previous ? `previous terminated ${which} not found` : `${which} is waiting to start: ContainerCreating`,
    );
  sendText(response, 200, text);
}

function containerOf({spec, metadata}: KubeObject, asked: string | null): string {
  const {containers = [], initContainers = []} = spec as Record<string, {name: string}[]>;
  const names = [...containers, ...initContainers].map(({name}) => name);
  if (asked !== null && names.includes(asked)) return asked;
  if (asked !== null) throw badRequest(`container ${asked} is not valid for pod ${metadata.name}`);
  const [only] = containers;
  if (only !== undefined && containers.length === 1) return only.name;
  throw badRequest(`a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(' ')}]`);
}
