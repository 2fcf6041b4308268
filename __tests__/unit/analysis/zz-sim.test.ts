import {boundsOf, resampledChanges} from '../../../src/analysis/bootstrap.js';
import {seededRandom} from '../../../src/analysis/random.js';
import {requestMetric} from '../../../src/analysis/request-metrics.js';
import {cutWindows} from '../../../src/analysis/windows.js';
import {at, someSamples} from '../../builders/some-samples.js';

function gauss(r: () => number) { return Math.sqrt(-2*Math.log(1-r()))*Math.cos(2*Math.PI*r()); }
for (const [metric, ar, rate, kind] of [['latency.p95',0,50,'percent'],['latency.p95',0.95,50,'percent'],['latency.p95',0.995,50,'percent'],['errors',0,50,'delta'],['throughput',0,50,'percent'],['latency.p95',0.98,500,'percent']] as const) {
  it(`${metric} ${ar}`, () => {
    let below = 0, above = 0; const N = 100; let width = 0; const t0 = performance.now();
    for (let s = 0; s < N; s++) {
      const r = seededRandom(s * 7919 + 3);
      let x = 0; const base = Array.from({length: rate*75}, () => { x = ar*x + Math.sqrt(1-ar*ar)*gauss(r); return x; });
      const samples = someSamples({rate, seconds: 75, answer: (_, i) => metric === 'latency.p95' ? 20*Math.exp(0.3*gauss(r) + (ar ? 0.2*base[i]! : 0)) : (r() < 0.02 ? 'reset' : 10)});
      const draws = resampledChanges({baseline: cutWindows(samples, {from: at(5), to: at(35)}, 1000), repeats: [cutWindows(samples, {from: at(40), to: at(70)}, 250)], statistic: requestMetric(metric)!.statistic(5000), kind, random: seededRandom(1)})!;
      const b = boundsOf(draws, 0.99);
      if (b.lower > 0) below++; if (b.upper < 0) above++; width += (b.upper - b.lower)/N;
    }
    process.stderr.write(`${metric} ar=${ar} rate=${rate}: false+ ${below} false- ${above} of ${N}, width ${width.toFixed(2)}, ${((performance.now()-t0)/N).toFixed(0)} ms each\n`);
  }, 200000);
}
it('outage', () => {
  for (const [len, rep] of [[3,1],[1,1],[3,3]] as const) {
    const samples = someSamples({rate: 50, seconds: 75*rep, answer: (sec, i) => { const t = sec % 75; return t >= 40 && t < 40+len ? 'refused' : 10 + i % 10; }});
    for (const [m, k] of [['errors','delta'],['latency.p95','percent']] as const) {
      const reps = Array.from({length: rep}, (_, k2) => cutWindows(samples, {from: at(75*k2+40), to: at(75*k2+70)}, 250));
      const draws = resampledChanges({baseline: cutWindows(samples, {from: at(5), to: at(35)}, 1000), repeats: reps, statistic: requestMetric(m)!.statistic(5000), kind: k, random: seededRandom(1)})!;
      process.stderr.write(`outage ${len}s x${rep} ${m} ${JSON.stringify(boundsOf(draws, 0.99))} ${JSON.stringify(boundsOf(draws, 0.999))}\n`);
    }
  }
});
