import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {readManifestFiles} from '../../../src/deploy/manifest-files.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'manifests-'));
});
afterEach(() => rmSync(dir, {recursive: true}));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), {recursive: true});
    writeFileSync(join(dir, name), text);
  }
}

const object = (name: string) => `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "${name}"}}`;
const read = (...paths: string[]) =>
  readManifestFiles(
    paths.map(path => join(dir, path)),
    {dir, specFile: join(dir, 'k8s/gate.yaml')},
  );

describe('readManifestFiles', () => {
  it('reads the manifests of a folder by name, without the spec, values, other files and folders below', async () => {
    write({
      'k8s/b.yml': object('b'),
      'k8s/a.yaml': `${object('a')}\n---\n${object('a2')}`,
      'k8s/c.json': object('c'),
      'k8s/gate.yaml': 'version: 1',
      'k8s/values.yaml': 'replicas: 2',
      'k8s/values-prod.yaml': 'replicas: 3',
      'k8s/README.md': '# hello',
      'k8s/below/d.yaml': object('d'),
    });
    const found = await read('k8s');
    expect(found.map(({origin, object}) => `${origin}: ${object.metadata.name}`)).toEqual([
      'k8s/a.yaml document 1: a',
      'k8s/a.yaml document 2: a2',
      'k8s/b.yml document 1: b',
      'k8s/c.json document 1: c',
    ]);
  });

  it('keeps the order of the paths, and takes a manifest that is only named like values', async () => {
    write({'z.yaml': object('z'), 'values-cm.yaml': object('v')});
    const found = await read('z.yaml', 'values-cm.yaml');
    expect(found.map(({object}) => object.metadata.name)).toEqual(['z', 'v']);
  });

  it('sends a Kustomize folder and a chart to their own keys', async () => {
    write({'base/kustomization.yaml': 'resources: []', 'chart/Chart.yaml': 'name: shop'});
    await expect(read('base')).rejects.toMatchObject({
      blame: 'usage',
      hint: 'Write `kustomize: base` instead of `manifests`, or name the files one by one.',
    });
    await expect(read('chart')).rejects.toMatchObject({blame: 'usage', message: 'the folder chart is a Helm chart'});
  });

  it('refuses what does not exist and what holds nothing', async () => {
    write({'empty/README.md': '', 'only-comments.yaml': '# nothing\n'});
    await expect(read('nowhere')).rejects.toMatchObject({
      blame: 'usage',
      message: 'the manifests nowhere do not exist',
    });
    await expect(read('empty')).rejects.toMatchObject({blame: 'usage', message: 'empty holds no manifests'});
    await expect(read('only-comments.yaml')).rejects.toThrow('only-comments.yaml holds no manifests');
  });

  it('blames the change for a manifest that can not be read, by file and document', async () => {
    write({'k8s/a.yaml': `${object('a')}\n---\n[`});
    await expect(read('k8s')).rejects.toMatchObject({
      blame: 'change',
      message: expect.stringMatching(/^k8s\/a\.yaml document 2 can't be read: /),
    });
  });
});
