import {z} from 'zod';
import {expecting} from './expectation.js';
import {serviceSchema, valueOrEnvSchema} from './names.js';
import {durationSchema, rateSchema, someTimeSchema} from './quantities.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const statusSchema = z
  .int({error: expecting('a status from 100 to 599')})
  .min(100)
  .max(599);

/** What every request has, that of the load and that of a stress endpoint. */
export const requestParts = {
  path: z
    .string({error: expecting('a path that begins with /')})
    .regex(/^\//, {error: expecting('a path that begins with /')}),
  headers: z
    .record(z.string(), valueOrEnvSchema)
    .prefault({})
    .meta({description: 'Each a text or `{fromEnv: VARIABLE}`.'}),
  body: z
    .union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())], {
      error: expecting('a text, a mapping or a list'),
    })
    .optional()
    .meta({description: 'Sent as it is when it is a text, else as JSON.'}),
  expect: z
    .union([statusSchema.transform(status => [status]), z.array(statusSchema).min(1)], {
      error: expecting('a status such as 201, or a list such as [200, 404]'),
    })
    .optional()
    .meta({description: 'The status or statuses that count as success; 200 to 399 by default.'}),
};

/** A request of the mix. */
export const requestSchema = z.strictObject(
  {
    name: z.string().min(1).optional().meta({description: 'How reports call it; `METHOD /path` by default.'}),
    service: serviceSchema.optional().meta({description: 'NAME:PORT, when it is not the service of the load.'}),
    method: z.enum(METHODS).prefault('GET').meta({description: 'The HTTP method.'}),
    ...requestParts,
    path: requestParts.path.prefault('/').meta({description: 'With its query, if any.'}),
    weight: z.number().positive().max(1000).prefault(1).meta({description: 'Its share of the mix.'}),
  },
  {error: expecting('a mapping such as {path: /health}')},
);

const urlSchema = z
  .url({protocol: /^https?$/, error: expecting('an address such as http://127.0.0.1:8080')})
  .superRefine((text, context) => {
    // A check runs even where the one before it has refused the text.
    if (!/^https?:/.test(text) || !URL.canParse(text)) return;
    const {username, password, search, hash} = new URL(text);
    if (username !== '' || password !== '') {
      context.addIssue({
        code: 'custom',
        message:
          'holds a user or a password, which belong into no file; send them by the header authorization: {fromEnv: VARIABLE} of the requests',
      });
    }
    if (search !== '' || hash !== '')
      context.addIssue({code: 'custom', message: 'holds a query or a fragment; put it into the path of the requests'});
  });

const retrySchema = z
  .strictObject(
    {
      attempts: z
        .int({error: expecting('a whole number from 2 to 10')})
        .min(2)
        .max(10)
        .prefault(3)
        .meta({description: 'How often a request is sent at most, the first time included.'}),
      backoff: durationSchema
        .prefault('100ms')
        .meta({description: 'The wait before the second attempt; twice as long before each further one.'}),
    },
    {error: expecting('a mapping such as {attempts: 3, backoff: 100ms}')},
  )
  .meta({
    description:
      'Sends a request again that got no answer, a 429 or a 5xx, as clients do. Its latency counts from the first time, and its last outcome is the one that counts.',
  });

/** The load, by which everything is measured. */
export const loadSchema = z
  .strictObject(
    {
      service: serviceSchema.optional().meta({description: 'NAME:PORT of a Service of the victim.'}),
      url: urlSchema.optional().meta({description: 'An address instead of a Service.'}),
      via: z
        .enum(['auto', 'nodePort', 'proxy'])
        .prefault('auto')
        .meta({description: 'How a Service is reached: its NodePort, or the API server’s service proxy.'}),
      rate: rateSchema
        .prefault('20/s')
        .meta({description: 'Requests per second, sent whether or not earlier ones were answered.'}),
      requests: z
        .array(requestSchema)
        .min(1)
        .max(255)
        .prefault([{path: '/'}])
        .meta({description: 'The mix.'}),
      timeout: someTimeSchema.prefault('5s').meta({description: 'After which a request counts as failed.'}),
      retry: retrySchema.optional(),
      maxLateness: durationSchema
        .prefault('50ms')
        .meta({description: 'A phase whose requests left later than this (p99) is not judged.'}),
    },
    {error: expecting('a mapping such as {service: hello:80}')},
  )
  .superRefine(({service, url}, context) => {
    if (service === undefined && url === undefined)
      context.addIssue({code: 'custom', message: 'names no address: add service, such as `service: hello:80`, or url'});
    if (service !== undefined && url !== undefined)
      context.addIssue({code: 'custom', path: ['url'], message: 'stands beside service: one of them is enough'});
  })
  .meta({
    description: 'The load, through all phases without a break.',
    oneOf: [{required: ['service']}, {required: ['url']}],
  });
