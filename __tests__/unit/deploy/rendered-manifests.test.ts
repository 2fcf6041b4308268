import {renderHelm, renderKustomize} from '../../../src/deploy/rendered-manifests.js';
import {Failure, messageOf} from '../../../src/failure.js';
import {CommandError} from '../../../src/runtime/command.js';
import {fakeRun} from '../../fakes/fake-run.js';

const missing = (program: string) => new Failure('environment', `the program \`${program}\` was not found`);
const object = '---\n# Source: shop/templates/cm.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const options = (outputs: Record<string, string | Error>) => ({
  ...fakeRun(outputs, missing),
  signal: new AbortController().signal,
  dir: '/spec',
});

describe('renderKustomize', () => {
  it('renders a folder', async () => {
    const [manifest] = await renderKustomize(
      '/spec/overlays/ci',
      options({'kubectl kustomize /spec/overlays/ci': object}),
    );
    expect(manifest).toMatchObject({
      origin: 'kustomize overlays/ci document 1 (shop/templates/cm.yaml)',
      object: {kind: 'ConfigMap'},
    });
  });

  it('blames the change when it fails, the spec when it gives nothing, the environment when kubectl is missing', async () => {
    const line = 'kubectl kustomize /spec/base';
    const failing = options({[line]: new CommandError(line, 1, 'error: no such file: app.yaml')});
    await expect(renderKustomize('/spec/base', failing)).rejects.toMatchObject({
      blame: 'change',
      message:
        "kustomize base can't be rendered: `kubectl kustomize /spec/base` exited with 1: error: no such file: app.yaml",
    });
    await expect(renderKustomize('/spec/base', options({[line]: '---\n'}))).rejects.toMatchObject({
      blame: 'usage',
      message: 'kustomize base renders no manifests',
    });
    await expect(renderKustomize('/spec/base', options({}))).rejects.toMatchObject({blame: 'environment'});
  });

  it('blames the environment where kubectl was killed or did not end', async () => {
    const line = 'kubectl kustomize /spec/base';
    const killed = options({[line]: new CommandError(line, undefined, '')});
    await expect(renderKustomize('/spec/base', killed)).rejects.toMatchObject({
      blame: 'environment',
      message: 'kustomize base: kubectl did not end within 120 s, or was killed',
      hint: expect.stringContaining('Run `kubectl kustomize /spec/base`'),
    });
  });

  it('tells kubectl’s words once', async () => {
    const line = 'kubectl kustomize /spec/base';
    const failing = options({[line]: new CommandError(line, 1, 'error:\n\nno such file')});
    const failure = await renderKustomize('/spec/base', failing).catch(messageOf);
    expect(failure).toBe(
      "kustomize base can't be rendered: `kubectl kustomize /spec/base` exited with 1: error:\nno such file",
    );
  });
});

describe('renderHelm', () => {
  const helm = {chart: '/spec/chart', values: ['/spec/ci.yaml', '/spec/more.yaml']};
  const more = {specName: 'shop', namespace: 'gate-shop-1', kubeVersion: 'v1.35.0'};

  it('renders a chart into the namespace for the cluster’s version, by its values', async () => {
    const line =
      'helm template shop /spec/chart -n gate-shop-1 --kube-version v1.35.0 --skip-tests -f /spec/ci.yaml -f /spec/more.yaml';
    const found = await renderHelm(helm, {...options({[line]: object}), ...more, crds: 'left out'});
    expect(found[0]?.origin).toBe('helm chart chart document 1 (shop/templates/cm.yaml)');
  });

  it('takes the release’s name and the CRDs where told to', async () => {
    const line = 'helm template web /spec/chart -n gate-shop-1 --kube-version v1.35.0 --skip-tests --include-crds';
    const chart = {chart: '/spec/chart', release: 'web', values: []};
    await expect(renderHelm(chart, {...options({[line]: object}), ...more, crds: 'included'})).resolves.toHaveLength(1);
  });
});
