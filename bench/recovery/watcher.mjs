// The witness of the pods: an idle client of the API server that watches pods, EndpointSlices and StressChaos objects, and notes when each
// change arrived. `node watcher.mjs KUBECONFIG EPOCH`. On SIGTERM it writes what it saw: [at, kind, type, object] with what matters of each.
import {readFileSync} from 'node:fs';
import https from 'node:https';
import {parse} from 'yaml';

const [file, epochText] = process.argv.slice(2);
const now = () => Number(epochText) + Number(process.hrtime.bigint()) / 1e6;
const seen = [];
const kubeconfig = parse(readFileSync(file, 'utf8'));
const {cluster, user} = kubeconfig.contexts.find(({name}) => name === kubeconfig['current-context']).context;
const {server, 'certificate-authority-data': ca} = kubeconfig.clusters.find(({name}) => name === cluster).cluster;
const login = kubeconfig.users.find(({name}) => name === user).user;
const decode = text => (text === undefined ? undefined : Buffer.from(text, 'base64'));
const agent = new https.Agent({
  ca: decode(ca),
  cert: decode(login['client-certificate-data']),
  key: decode(login['client-key-data']),
  keepAlive: true,
});

const WATCHES = {
  pod: '/api/v1/pods?labelSelector=app%3Dprobed',
  slice: '/apis/discovery.k8s.io/v1/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dprobed',
  stress: '/apis/chaos-mesh.org/v1alpha1/stresschaos?',
};
const TELL = {
  pod: ({metadata}) => ({uid: metadata.uid, name: metadata.name, isGoing: metadata.deletionTimestamp !== undefined}),
  slice: ({metadata, endpoints}) => ({
    name: metadata.name,
    ready: (endpoints ?? [])
      .filter(({conditions}) => conditions?.ready !== false && conditions?.terminating !== true)
      .map(({targetRef}) => targetRef?.uid),
  }),
  stress: ({metadata}) => ({name: metadata.name}),
};

function watch(kind) {
  const headers = login.token === undefined ? {} : {authorization: `Bearer ${login.token}`};
  https.get(`${server}${WATCHES[kind]}&watch=1`, {agent, headers}, response => {
    let rest = '';
    response.setEncoding('utf8');
    response.on('data', text => {
      const at = now();
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        const {type, object} = JSON.parse(line);
        if (object.metadata?.name !== undefined) seen.push([at, kind, type, TELL[kind](object)]);
      }
    });
    response.once('end', () => watch(kind));
  });
}

process.once('SIGTERM', () => process.stdout.write(JSON.stringify(seen), () => process.exit(0)));
for (const kind of Object.keys(WATCHES)) watch(kind);
