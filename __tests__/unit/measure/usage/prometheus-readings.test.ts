import type {Series} from '../../../../src/measure/usage/prometheus/answer.js';
import {readingsOf} from '../../../../src/measure/usage/prometheus/readings.js';

const POD = '/kubepods/burstable/pod1';

function series(labels: Record<string, string>, ...points: [at: number, cpu: number][]): Series[] {
  const own = {namespace: 'shop', pod: 'a', job: 'cadvisor', ...labels};
  return [
    {
      labels: {__name__: 'container_cpu_usage_seconds_total', cpu: 'total', ...own},
      samples: points.map(([at, value]) => ({at, value})),
    },
    {
      labels: {__name__: 'container_memory_working_set_bytes', ...own},
      samples: points.map(([at]) => ({at, value: 7})),
    },
  ];
}

function started(labels: Record<string, string>, seconds: number): Series {
  const own = {__name__: 'container_start_time_seconds', namespace: 'shop', pod: 'a', job: 'cadvisor'};
  return {labels: {...own, ...labels}, samples: [{at: 1, value: seconds}]};
}

const told = (rows: Series[], choices = new Map<string, string>()) =>
  readingsOf(rows, choices).map(({container, timestamp, cpuSeconds}) => [container, timestamp, cpuSeconds]);

describe('readingsOf a range vector', () => {
  it('reads containers where they are told, and neither their pod’s cgroup nor its pause container', () => {
    const rows = [
      ...series({id: POD}, [10, 3.1]),
      ...series({id: `${POD}/pause`, container: 'POD'}, [10, 0.1]),
      ...series({id: `${POD}/1`, container: 'app'}, [10, 2]),
      ...series({id: `${POD}/2`, container: 'sidecar'}, [10, 1]),
    ];
    expect(told(rows)).toEqual([
      ['app', 10, 2],
      ['sidecar', 10, 1],
    ]);
  });

  it('reads the pod’s cgroup where no container is named, without the cgroups below it', () => {
    const rows = [...series({id: POD}, [10, 3], [20, 4]), ...series({id: `${POD}/1`}, [10, 2]), started({id: POD}, 5)];
    expect(told(rows)).toEqual([
      ['', 10, 3],
      ['', 20, 4],
    ]);
    expect(readingsOf(rows, new Map())[0]).not.toHaveProperty('startedAt');
  });

  it('counts a kubelet that two jobs scrape once, and stays with the job it began with', () => {
    const choices = new Map<string, string>();
    const first = series({id: POD, container: 'app'}, [10, 1], [20, 2]);
    const second = series({container: 'app', job: 'resource'}, [12, 1.2]);
    expect(told([...second, ...first], choices)).toEqual([
      ['app', 10, 1],
      ['app', 20, 2],
    ]);
    const more = series({container: 'app', job: 'resource'}, [22, 2], [24, 2.2], [26, 2.4]);
    expect(told([...more, ...first], choices)).toEqual(told(first));
  });

  it('stays with a pod’s cgroup when its containers are told later', () => {
    const choices = new Map<string, string>();
    told(series({id: POD}, [10, 1]), choices);
    const later = [...series({id: POD}, [20, 2]), ...series({id: `${POD}/1`, container: 'app'}, [20, 2])];
    expect(told(later, choices)).toEqual([['', 20, 2]]);
  });

  it('tells pods of one name apart by the UID in the names of their cgroups', () => {
    const [old, next] = ['6a9ceedd-b019-43ae-8f69-a5d2afa67f1c', '7d208848-417f-438e-bfef-61281bf65134'] as const;
    const rows = [
      ...series({id: `/kubepods/pod${next}`}, [30, 0.5]),
      ...series({id: `/kubepods.slice/kubepods-pod${old.replaceAll('-', '_')}.slice`}, [10, 1]),
    ];
    expect(readingsOf(rows, new Map()).map(({podUid, cpuSeconds}) => [podUid, cpuSeconds])).toEqual([
      [old, 1],
      [next, 0.5],
    ]);
  });

  it('tells a container’s lives one after the other, each with its start', () => {
    const rows = [
      ...series({id: `${POD}/2`, container: 'app'}, [30, 0.5]),
      started({id: `${POD}/2`, container: 'app'}, 25),
      ...series({id: `${POD}/1`, container: 'app'}, [10, 1], [20, 2]),
      started({id: `${POD}/1`, container: 'app'}, 2),
    ];
    expect(readingsOf(rows, new Map()).map(({timestamp, startedAt}) => [timestamp, startedAt])).toEqual([
      [10, 2_000],
      [20, 2_000],
      [30, 25_000],
    ]);
  });
});
