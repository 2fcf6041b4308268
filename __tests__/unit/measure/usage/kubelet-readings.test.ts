import {readKubeletMetrics} from '../../../../src/measure/usage/kubelet-readings.js';

const ROWS = (namespace: string) => {
  const labels = `{container="app",namespace="${namespace}",pod="a"}`;
  return [
    `container_cpu_usage_seconds_total${labels} 1.5 5000`,
    `container_memory_working_set_bytes${labels} 1.024e+03 5000`,
    `container_start_time_seconds${labels} 2.5`,
  ].join('\n');
};

describe('readKubeletMetrics', () => {
  it('reads the containers of the namespace alone', () => {
    expect(readKubeletMetrics(`${ROWS('shop')}\n${ROWS('other')}\nresource_scrape_error 0\n`, 'shop')).toEqual([
      {pod: 'a', container: 'app', timestamp: 5000, cpuSeconds: 1.5, memoryBytes: 1024, startedAt: 2500},
    ]);
  });

  it('knows the last row by its name before Kubernetes 1.29', () => {
    expect(readKubeletMetrics('scrape_error 0\n', 'shop')).toEqual([]);
  });

  it('refuses a text without its last row, and one that the kubelet says is wrong', () => {
    expect(() => readKubeletMetrics(`${ROWS('shop')}\n`, 'shop')).toThrow('not a whole /metrics/resource');
    expect(() => readKubeletMetrics('', 'shop')).toThrow('not a whole /metrics/resource');
    expect(() => readKubeletMetrics('resource_scrape_error 1\n', 'shop')).toThrow('could not read');
  });

  it('leaves out a container that has no figures yet', () => {
    const text =
      'container_start_time_seconds{container="app",namespace="shop",pod="a"} 2.5\nresource_scrape_error 0\n';
    expect(readKubeletMetrics(text, 'shop')).toEqual([]);
  });
});
