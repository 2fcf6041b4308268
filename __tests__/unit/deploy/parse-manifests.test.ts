import {manifestsOf, parseDocuments} from '../../../src/deploy/parse-manifests.js';

const read = (text: string) => parseDocuments(text, 'k8s/app.yaml').flatMap(manifestsOf);
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

describe('parseDocuments', () => {
  it('reads several documents and counts the empty ones', () => {
    const found = read(`${configMap('a')}---\n# nothing\n---\n${configMap('b')}`);
    expect(found.map(({origin, object}) => [origin, object.metadata.name])).toEqual([
      ['k8s/app.yaml document 1', 'a'],
      ['k8s/app.yaml document 3', 'b'],
    ]);
  });

  it('reads YAML as Kubernetes does: version 1.1, without sexagesimal numbers and dates', () => {
    const text =
      'mode: 0644\non: yes\nport: "80"\nrange: 22:22\nday: 2026-01-01\nbase: &b {a: 1}\nmore: {<<: *b, c: 2}\n';
    expect(parseDocuments(text, 'f')[0]?.value).toEqual({
      mode: 420,
      true: true,
      port: '80',
      range: '22:22',
      day: '2026-01-01',
      base: {a: 1},
      more: {a: 1, c: 2},
    });
  });

  it('reads JSON, also with tabs', () => {
    const text = '{\n\t"apiVersion": "v1",\n\t"kind": "ConfigMap",\n\t"metadata": {"name": "a"}\n}';
    expect(read(text)).toHaveLength(1);
  });

  it('names the template that Helm says', () => {
    const [manifest] = read(`---\n# Source: shop/templates/cm.yaml\n${configMap('a')}`);
    expect(manifest?.origin).toBe('k8s/app.yaml document 1 (shop/templates/cm.yaml)');
  });

  it('names file, document and place of what is no YAML', () => {
    const text = `${configMap('a')}---\nkind: x\nkind: y\n`;
    expect(() => read(text)).toThrow(
      /^k8s\/app\.yaml document 2 can't be read: Map keys must be unique at line 6, column 1/,
    );
    expect(() => read('a: *nowhere')).toThrow("k8s/app.yaml document 1 can't be read: Unresolved alias");
  });
});

describe('manifestsOf', () => {
  it('takes lists apart', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n- {apiVersion: v1, kind: Secret, metadata: {name: b}}\n`;
    expect(read(list).map(({origin, object}) => `${origin} ${object.kind}`)).toEqual([
      'k8s/app.yaml document 1 item 1 ConfigMap',
      'k8s/app.yaml document 1 item 2 Secret',
    ]);
  });

  it.each([
    ['just text', 'k8s/app.yaml document 1 is no object of Kubernetes'],
    ['{}', 'k8s/app.yaml document 1 lacks apiVersion, kind, metadata.name'],
    ['{apiVersion: v1, kind: Pod, metadata: {generateName: x-}}', 'k8s/app.yaml document 1 lacks metadata.name'],
    [
      '{apiVersion: v1, kind: List, items: [{kind: Pod}]}',
      'k8s/app.yaml document 1 item 1 lacks apiVersion, metadata.name',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
