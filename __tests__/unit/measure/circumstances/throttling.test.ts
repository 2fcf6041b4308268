import {throttleLog, throttleRows, throttleRowsOf} from '../../../../src/measure/circumstances/throttling.js';

const UID = '44c5be32-6c56-4c89-a368-ab194715a2a5';
const row = (name: string, id: string, value: number, timestamp = 1000) =>
  `container_cpu_cfs_${name}_total{container="",id="${id}",image="",name="",namespace="",pod=""} ${value} ${timestamp}\n`;
const rows = (id: string, periods: number, throttled: number, timestamp = 1000) =>
  row('periods', id, periods, timestamp) + row('throttled_periods', id, throttled, timestamp);

describe('throttleRows', () => {
  it('knows pods by their cgroup, since with containerd the rows carry no other name', () => {
    const text = rows(`/kubepods/burstable/pod${UID}`, 93, 5) + rows(`/kubepods/burstable/pod${UID}/abc`, 230, 60);
    expect(throttleRows(text)).toEqual([
      {cgroup: `/kubepods/burstable/pod${UID}`, podUid: UID, timestamp: 1000, periods: 93, throttled: 5},
      {cgroup: `/kubepods/burstable/pod${UID}/abc`, podUid: UID, timestamp: 1000, periods: 230, throttled: 60},
    ]);
  });

  it('knows the names that systemd gives', () => {
    const id = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${UID.replaceAll('-', '_')}.slice`;
    expect(throttleRows(rows(id, 1, 0))).toMatchObject([{podUid: UID}]);
  });

  it('leaves out what is no pod, and what is not whole', () => {
    expect(throttleRows(rows('/system.slice/kubelet', 9, 9) + row('periods', `/kubepods/pod${UID}`, 3))).toEqual([]);
  });
});

describe('throttleRowsOf', () => {
  const series = (name: string, labels: Record<string, string>, ...samples: [at: number, value: number][]) => ({
    labels: {__name__: `container_cpu_cfs_${name}_total`, ...labels},
    samples: samples.map(([at, value]) => ({at, value})),
  });

  it('joins the two counters of a cgroup by their times, the oldest first', () => {
    const own = {id: `/kubepods/pod${UID}`, pod: 'a'};
    const rows = throttleRowsOf([
      series('throttled_periods', own, [2000, 6], [1000, 1]),
      series('periods', own, [2000, 20], [1000, 10], [3000, 30]),
      series('periods', {id: '/system.slice'}, [1000, 10]),
    ]);
    expect(rows).toEqual([
      {cgroup: own.id, podUid: UID, timestamp: 1000, periods: 10, throttled: 1},
      {cgroup: own.id, podUid: UID, timestamp: 2000, periods: 20, throttled: 6},
    ]);
  });
});

describe('throttleLog', () => {
  it('keeps a series for each cgroup, and takes each timestamp once', () => {
    const log = throttleLog();
    const take = (periods: number, timestamp: number) =>
      log.take(throttleRows(rows(`/kubepods/pod${UID}`, periods, 1, timestamp)), unix => unix + 7);
    take(10, 1000);
    take(10, 1000);
    take(30, 2000);
    expect(log.all()).toEqual([
      {
        podUid: UID,
        samples: [
          {at: 1007, periods: 10, throttled: 1},
          {at: 2007, periods: 30, throttled: 1},
        ],
      },
    ]);
  });
});
