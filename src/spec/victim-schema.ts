import {z} from 'zod';
import {expecting} from './expectation.js';
import {dnsNameSchema, pathSchema, pathsSchema, valueOrEnvSchema} from './names.js';
import {someTimeSchema} from './quantities.js';

/** An image that is built from the pull request. */
export const imageSchema = z
  .strictObject(
    {
      name: z
        .string()
        .min(1)
        .meta({description: 'The image name and tag that the manifests use.', examples: ['checkout:ci']}),
      build: pathSchema.meta({description: 'The build folder, relative to the spec.'}),
      dockerfile: pathSchema.optional().meta({description: 'Relative to the build folder; `Dockerfile` by default.'}),
      args: z.record(z.string(), valueOrEnvSchema).prefault({}).meta({description: 'Build arguments.'}),
      target: z.string().min(1).optional().meta({description: 'The build stage.'}),
    },
    {error: expecting('a mapping such as {name: checkout:ci, build: .}')},
  )
  .meta({description: 'An image to build, and to load into the nodes.'});

/** A chart that is rendered, never installed by Helm. */
export const helmSchema = z.strictObject(
  {
    chart: pathSchema.meta({description: 'The chart’s folder or archive, relative to the spec.'}),
    release: dnsNameSchema.optional().meta({description: 'The release name; the spec’s name by default.'}),
    values: pathsSchema.default([]).meta({description: 'Values files, relative to the spec.'}),
  },
  {error: expecting('a mapping such as {chart: charts/checkout}')},
);

const secretSchema = z.strictObject({
  name: dnsNameSchema.meta({description: 'The name of the Secret.'}),
  data: z
    .record(z.string(), valueOrEnvSchema)
    .meta({description: 'Its keys, each with a text or `{fromEnv: VARIABLE}`.'}),
});

const victimFields = z
  .strictObject(
    {
      images: z.array(imageSchema).prefault([]).meta({description: 'Images to build, and to load into the nodes.'}),
      manifests: pathsSchema.optional().meta({description: 'Files or folders of manifests, relative to the spec.'}),
      kustomize: pathSchema.optional().meta({description: 'A Kustomize folder, relative to the spec.'}),
      helm: helmSchema.optional().meta({description: 'A Helm chart to render.'}),
      secrets: z
        .array(secretSchema)
        .prefault([])
        .meta({description: 'Secrets to create before the workloads, their values from the environment.'}),
      readyWithin: someTimeSchema
        .prefault('2m')
        .meta({description: 'How long the workloads may take to become ready.'}),
      namespace: dnsNameSchema
        .optional()
        .meta({description: 'An existing namespace to use; by default one is made for the run and goes with it.'}),
      adopt: z.boolean().prefault(false).meta({
        description: 'Whether objects that exist already and are not ours may be changed; they are never deleted.',
      }),
      allowClusterScoped: z
        .boolean()
        .prefault(false)
        .meta({description: 'Whether manifests may hold cluster-scoped objects.'}),
    },
    {error: expecting('a mapping, or a path to manifests such as k8s/')},
  )
  .superRefine((victim, context) => {
    const sources = [victim.manifests, victim.kustomize, victim.helm, victim.namespace];
    if (sources.some(source => source !== undefined)) return;
    context.addIssue({
      code: 'custom',
      message:
        'names nothing to deploy: add manifests, kustomize or helm, or the namespace where the victim runs already',
    });
  });

/** What is deployed: a path to manifests, or all that can be said about it. */
export const victimSchema = z
  .union([pathSchema.transform(manifests => victimFields.parse({manifests})), victimFields], {
    error: expecting('a path to manifests such as k8s/, or a mapping'),
  })
  .meta({description: 'What is deployed and broken: a path to manifests, or a mapping.'});
