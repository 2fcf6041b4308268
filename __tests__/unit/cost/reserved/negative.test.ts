import {negativeQuantities} from '../../../../src/cost/reserved/negative.js';
import {aWorkload} from '../../../builders/some-manifests.js';

describe('a quantity below 0', () => {
  it('is told by its object and field', () => {
    const resources = {requests: {cpu: '-9', memory: '1Gi'}, limits: {memory: -1}};
    const claim = {metadata: {name: 'data'}, spec: {resources: {requests: {storage: '-10Gi'}}}};
    const objects = [
      aWorkload('db', {volumeClaimTemplates: [claim]}, {kind: 'StatefulSet', pod: {containers: [{resources}]}}),
      aWorkload('web', {}, {pod: {overhead: {cpu: '-100m'}, initContainers: [{resources: {requests: {cpu: '-1m'}}}]}}),
      {apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim},
      {
        ...{apiVersion: 'v1', kind: 'LimitRange', metadata: {name: 'l'}},
        spec: {limits: [{type: 'Container', defaultRequest: {cpu: '-1'}}]},
      },
      {
        ...{apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: {name: 'kata'}},
        overhead: {podFixed: {memory: '-1Mi'}},
      },
    ];
    expect(negativeQuantities(objects)).toEqual([
      'StatefulSet/db: spec.template.spec.containers[0].resources.requests.cpu is below 0',
      'StatefulSet/db: spec.template.spec.containers[0].resources.limits.memory is below 0',
      'StatefulSet/db: spec.volumeClaimTemplates[0].spec.resources.requests.storage is below 0',
      'Deployment/web: spec.template.spec.overhead.cpu is below 0',
      'Deployment/web: spec.template.spec.initContainers[0].resources.requests.cpu is below 0',
      'PersistentVolumeClaim/data: spec.resources.requests.storage is below 0',
      'LimitRange/l: spec.limits[0].defaultRequest.cpu is below 0',
      'RuntimeClass/kata: overhead.podFixed.memory is below 0',
    ]);
  });

  it('is none where it is 0, no quantity, or in what isn’t priced', () => {
    const resources = {requests: {cpu: '-0', memory: '-lots'}};
    const elsewhere = {
      apiVersion: 'example.com/v1',
      kind: 'Tuning',
      metadata: {name: 't'},
      spec: {limits: {min: {gain: -5}}},
    };
    expect(negativeQuantities([aWorkload('web', {}, {pod: {containers: [{resources}]}}), elsewhere])).toEqual([]);
  });
});
