import {z} from 'zod';
import {expecting} from './expectation.js';
import {podFields, targetSchema} from './fault-fields.js';
import {pathSchema} from './names.js';
import {durationSchema, portionSchema, someTimeSchema} from './quantities.js';

const mapping = (example: string) => ({error: expecting(`a mapping such as ${example}`)});
const containers = z
  .array(z.string().min(1))
  .min(1)
  .optional()
  .meta({description: 'Names of containers; the first of each pod by default.'});
const workers = z.int().min(1).max(64).prefault(1).meta({description: 'How many processes do it in each container.'});

/** Makes pods fail without deleting them. */
export const podFailureSchema = z
  .strictObject(podFields, mapping('{target: Deployment/checkout}, or {} for the defaults'))
  .meta({description: 'Pods that run nothing for as long as the fault lasts.'});

/** Kills containers, which the kubelet restarts. */
export const containerKillSchema = z
  .strictObject({...podFields, containers}, mapping('{target: Deployment/checkout}, or {} for the defaults'))
  .meta({description: 'Kills containers of pods, which the kubelet restarts in place.'});

/** Burns CPU in containers. */
export const cpuSchema = z
  .strictObject(
    {
      ...podFields,
      load: z.int().min(1).max(100).prefault(100).meta({description: 'Percent of a core, for each worker.'}),
      workers,
      containers,
    },
    mapping('{target: Deployment/checkout, load: 100}'),
  )
  .meta({description: 'Burns CPU inside of containers, within their limits.'});

const SIZE = 'a size such as 256MB or 256Mi, or a percentage such as 50%';

/** Takes memory in containers. */
export const memorySchema = z
  .strictObject(
    {
      ...podFields,
      size: z
        .string({error: expecting(SIZE)})
        .regex(/^\d+(\.\d+)?([KMG](B|iB|i)|%)$/, {error: expecting(SIZE)})
        .meta({description: 'How much each worker takes; more than the limit kills the container.'}),
      workers,
      containers,
    },
    mapping('{target: Deployment/checkout, size: 256MB}'),
  )
  .meta({description: 'Takes memory inside of containers.'});

const directionSchema = z
  .enum(['to', 'from', 'both'])
  .prefault('both')
  .meta({description: 'Which packets of the target are cut: those it sends, those it receives, or both.'});

/** Cuts the network. */
export const partitionSchema = z
  .strictObject(
    {
      ...podFields,
      from: targetSchema.meta({
        description: 'KIND/NAME of the workload that it is cut off from; everything by default, the probes included.',
        examples: ['Deployment/mail'],
      }),
      direction: directionSchema,
    },
    mapping('{target: Deployment/checkout, from: Deployment/mail}'),
  )
  .meta({description: 'Cuts pods off the network, or off another workload.'});

/** Delays packets. */
export const networkDelaySchema = z
  .strictObject(
    {
      ...podFields,
      latency: someTimeSchema.meta({description: 'By how much each packet that the pods send is late.'}),
      jitter: durationSchema.prefault('0ms').meta({description: 'By how much more or less, at random.'}),
    },
    mapping('{target: Deployment/checkout, latency: 100ms}'),
  )
  .meta({description: 'Delays what pods send. Needs the kernel module sch_netem on the nodes.'});

/** Loses packets. */
export const networkLossSchema = z
  .strictObject(
    {...podFields, loss: portionSchema.meta({description: 'How many of the packets that the pods send are lost.'})},
    mapping('{target: Deployment/checkout, loss: 10%}'),
  )
  .meta({description: 'Loses packets that pods send. Needs the kernel module sch_netem on the nodes.'});

/** Aborts HTTP requests. */
export const httpAbortSchema = z
  .strictObject(
    {
      ...podFields,
      port: z.int().min(1).max(65_535).meta({description: 'The port that the container listens on.'}),
      path: z.string().min(1).optional().meta({description: 'Only requests to this path; * stands for anything.'}),
      method: z.string().min(1).optional().meta({description: 'Only requests with this method, such as GET.'}),
    },
    mapping('{target: Deployment/checkout, port: 8080}'),
  )
  .meta({description: 'Closes the connections of requests to pods, without an answer.'});

/** Any object of Chaos Mesh. */
export const chaosMeshSchema = z
  .union(
    [
      pathSchema,
      z.strictObject({
        file: pathSchema.meta({description: 'The file that holds the object.', examples: ['chaos/http-abort.yaml']}),
        target: targetSchema,
      }),
    ],
    mapping('{file: chaos/http-abort.yaml, target: Deployment/checkout}, or the file alone'),
  )
  .transform(written => (typeof written === 'string' ? {file: written, target: undefined} : written))
  .meta({
    description: 'One object of Chaos Mesh, from a file; its namespace, selector and duration are set by the gate.',
  });
