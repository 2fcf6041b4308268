import {z} from 'zod';
import {expecting} from './expectation.js';

const SERVICE =
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/(https:)?[a-z]([-a-z0-9]{0,61}[a-z0-9])?:[a-z0-9]([-a-z0-9]{0,14})$/;

const urlSchema = z
  .url({protocol: /^https?$/, error: expecting('an address such as https://prometheus.example.com')})
  .refine(text => !URL.canParse(text) || new URL(text).username + new URL(text).password === '', {
    error: 'holds a user or a password, which belong into no file; send a token: {url: …, token: {fromEnv: VARIABLE}}',
  })
  .refine(text => !/[?#]/.test(text), {error: 'holds a query or a fragment; give what is before /api/v1/query'})
  .meta({title: 'URL'});

const tokenSchema = z
  .strictObject(
    {
      fromEnv: z
        .string()
        .regex(/^[A-Za-z_]\w*$/, {error: expecting('the name of an environment variable, such as TOKEN')})
        .meta({description: 'The environment variable that holds the token.'}),
    },
    {error: expecting('{fromEnv: VARIABLE}; a token belongs into no file')},
  )
  .meta({description: 'Sent as `Authorization: Bearer`.'});

const serviceSchema = z
  .string()
  .regex(SERVICE, {error: expecting('NAMESPACE/NAME:PORT, such as monitoring/prometheus:9090')})
  .meta({title: 'NAMESPACE/NAME:PORT'});

const prometheusSchema = z.union(
  [
    z.literal('auto'),
    urlSchema,
    z.strictObject({url: urlSchema.meta({description: 'Its address.'}), token: tokenSchema.optional()}),
    z.strictObject({service: serviceSchema.meta({description: 'A Service, by the API server’s service proxy.'})}),
  ],
  {error: expecting('auto, an address, {url: …, token: {fromEnv: VARIABLE}} or {service: NAMESPACE/NAME:PORT}')},
);

/** Where the usage of the victim's pods is read. */
export const usageSchema = z.union(
  [
    z.literal('auto'),
    z.strictObject({
      prometheus: prometheusSchema.meta({
        description:
          'A Prometheus that scrapes the kubelets; `auto` takes the only Service labelled app.kubernetes.io/name=prometheus.',
      }),
    }),
  ],
  {error: expecting('auto, or a Prometheus such as {prometheus: auto}')},
);
