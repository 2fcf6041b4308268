import {z} from 'zod';
import {expecting} from './expectation.js';

/** A DNS label, as Kubernetes takes it for names. */
export const dnsNameSchema = z
  .string({error: expecting('a name such as checkout')})
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, {
    error: expecting('a name of lower-case letters, digits and dashes, at most 63 long'),
  })
  .meta({title: 'name'});

/** A text, or the name of the environment variable that holds it: `{fromEnv: TOKEN}`. */
export const valueOrEnvSchema = z.union(
  [
    z.string(),
    z.strictObject({
      fromEnv: z
        .string()
        .regex(/^[A-Za-z_]\w*$/, {error: expecting('the name of an environment variable, such as TOKEN')})
        .meta({description: 'The environment variable that holds the value.'}),
    }),
  ],
  {error: expecting('a text (a number in quotes), or {fromEnv: VARIABLE}')},
);

const SERVICE = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?:([1-9]\d{0,4}|(?=[-\d]*[a-z])[a-z0-9](-?[a-z0-9]){0,14})$/;

/** `NAME:PORT` of a Service, with the port's number or name. */
export const serviceSchema = z
  .string({error: expecting('NAME:PORT of a Service, such as hello:80')})
  .regex(SERVICE, {
    error: ({input}) =>
      `allowed is NAME:PORT of a Service, such as hello:80 or hello:http${serviceHint(String(input))}`,
  })
  .refine(text => !(Number(text.split(':')[1]) > 65_535), {error: 'no port is above 65535'})
  .meta({title: 'NAME:PORT', examples: ['hello:80', 'hello:http']});

function serviceHint(text: string): string {
  const bare = text.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  const short = bare.replace(/^([^.:]+)\.[^:]*/, '$1');
  if (/^[-a-z0-9]+$/.test(short)) return `; add the port, as in ${short}:80`;
  return short !== text && SERVICE.test(short) ? ` (did you mean ${short}?)` : '';
}

/** A path inside or beside the spec's folder. */
export const pathSchema = z
  .string({error: expecting('a path, relative to the spec')})
  .min(1, {error: expecting('a path, relative to the spec')})
  .meta({title: 'path'});

/** One path or several; comes out as a list. */
export const pathsSchema = z.union([pathSchema.transform(path => [path]), z.array(pathSchema).min(1)], {
  error: expecting('a path, or a list of paths, relative to the spec'),
});
