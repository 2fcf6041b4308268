import {z} from 'zod';
import {secondsSchema} from './quantities.js';

/** What measured. */
export const toolSchema = z.strictObject({
  name: z.string().describe('The program’s name.'),
  version: z.string().describe('The program’s version.'),
});

/** Where it was measured. */
export const clusterSchema = z.strictObject({
  context: z.string().describe('The context of the kubeconfig.'),
  server: z.string().optional().describe('The address of the API server.'),
  version: z.string().nullable().describe('The version of Kubernetes; null where the server did not answer.'),
  kind: z.enum(['kind', 'minikube', 'other']).describe('What sort of cluster it is.'),
});

/** The traffic that everything was measured by. */
export const loadSchema = z.strictObject({
  route: z.string().describe('The way of the requests to the service, for people.'),
  via: z.string().describe('How the service was reached, as a word.'),
  rate: z.number().positive().describe('Requests per second.'),
  timeout: z.number().positive().describe('After how long a request counts as failed; ms.'),
});

const part = secondsSchema.nullable();

/** What the run spent its time on, besides measuring. */
export const timingsSchema = z.strictObject({
  deploySeconds: z
    .strictObject({
      build: part.describe('Building the images; seconds.'),
      load: part.describe('Loading them into the nodes; seconds.'),
      apply: part.describe('Applying the manifests; seconds.'),
      rollout: part.describe('Waiting until the workloads were ready; seconds.'),
    })
    .describe('The parts of the deployment; null where it did not come to it.'),
  cleanupSeconds: part.describe('Removing what the run made; seconds, null where it did not come to it.'),
  overheadSeconds: part.describe(
    'What is neither deployment, phase nor clean-up; seconds, null where nothing was measured.',
  ),
});
