import type {Path} from './document.js';
import {sameSubject, strictest} from './compare-objectives.js';
import type {Objective} from './objective.js';
import {plannedLength} from './plan.js';
import {formatDuration} from './quantities.js';
import type {ParsedSpec} from './schema.js';

/** A rule across fields that a spec breaks. */
export interface Breach {
  path: Path;
  message: string;
}

/** Checks what no single field can tell. Paths are those of the written spec. */
export function breachesOf(spec: ParsedSpec): Breach[] {
  return [...victimBreaches(spec), ...loadBreaches(spec), ...experimentBreaches(spec), ...objectiveBreaches(spec), ...timeBreaches(spec)];
}

function victimBreaches({victim}: ParsedSpec): Breach[] {
  const hasSource = victim.manifests !== undefined || victim.kustomize !== undefined || victim.helm !== undefined;
  if (hasSource || victim.namespace !== undefined) return [];
  return [{path: ['victim'], message: 'names nothing to deploy: add manifests, kustomize or helm, or the namespace where the victim runs already'}];
}

const SERVICE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?:([1-9]\d{0,4}|[a-z0-9]([-a-z0-9]*[a-z0-9])?)$/;

function loadBreaches({load}: ParsedSpec): Breach[] {
  const breaches: Breach[] = [];
  if (load.service === undefined && load.url === undefined && load.requests.some(request => request.service === undefined)) {
    breaches.push({path: ['load'], message: 'names no address: add service, such as `service: hello:80`, or url'});
  }
  if (load.service !== undefined && load.url !== undefined) {
    breaches.push({path: ['load', 'url'], message: 'stands beside service: one of them is enough'});
  }
  const services: [Path, string | undefined][] = [
    [['load', 'service'], load.service],
    ...load.requests.map(({service}, index): [Path, string | undefined] => [['load', 'requests', index, 'service'], service]),
  ];
  for (const [path, service] of services) {
    if (service !== undefined && !SERVICE.test(service)) {
      breaches.push({path, message: `found ${JSON.stringify(service)}; allowed is NAME:PORT, such as hello:80 or hello:http`});
    }
  }
  return breaches;
}

function experimentBreaches({experiments, load}: ParsedSpec): Breach[] {
  return experiments.flatMap((experiment, index) => {
    const path = ['experiments', index];
    const breaches: Breach[] = [];
    const first = experiments.findIndex(other => other.name === experiment.name);
    if (first < index) breaches.push({path: [...path, 'name'], message: `${experiment.name} is the name of experiments[${first}] already`});
    const service = experiment.request?.service;
    if (service !== undefined && !SERVICE.test(service)) {
      breaches.push({path: [...path, 'request', 'service'], message: `found ${JSON.stringify(service)}; allowed is NAME:PORT, such as hello:80`});
    }
    if (experiment.request !== undefined && service === undefined && load.service === undefined && load.url === undefined) {
      breaches.push({path: [...path, 'request'], message: 'names no service, and the load has none of its own'});
    }
    return breaches;
  });
}

function objectiveBreaches({gate, experiments}: ParsedSpec): Breach[] {
  const lists: {path: Path; must: Objective[]; should: Objective[]}[] = [
    {path: ['gate'], ...gate},
    ...experiments.map((experiment, index) => ({
      path: ['experiments', index],
      must: overridden(gate.must, experiment.must),
      should: overridden(gate.should, experiment.should),
    })),
  ];
  const breaches = [
    ...duplicates(['gate', 'must'], gate.must),
    ...duplicates(['gate', 'should'], gate.should),
    ...experiments.flatMap((experiment, index) => [
      ...duplicates(['experiments', index, 'must'], experiment.must),
      ...duplicates(['experiments', index, 'should'], experiment.should),
    ]),
    ...lists.flatMap(({path, must, should}) => looser(path, must, should)),
  ];
  return breaches.filter((breach, index) => breaches.findIndex(other => other.message === breach.message) === index);
}

/** An experiment's own objective on a metric takes the place of the gate's. */
function overridden(general: readonly Objective[], own: readonly Objective[]): Objective[] {
  return [...general.filter(({metric}) => !own.some(objective => objective.metric === metric)), ...own];
}

function duplicates(path: Path, objectives: readonly Objective[]): Breach[] {
  return objectives.flatMap((objective, index) => {
    const first = objectives.findIndex(other => sameSubject(other, objective));
    return first < index ? [{path: [...path, index], message: `\`${objective.text}\` limits the same as \`${objectives[first]?.text}\`: keep one of them`}] : [];
  });
}

function looser(path: Path, must: readonly Objective[], should: readonly Objective[]): Breach[] {
  return should.flatMap((wish, index) => {
    const demand = must.find(objective => sameSubject(objective, wish));
    if (demand === undefined || strictest(demand, wish) === wish) return [];
    return [{path: [...path, 'should', index], message: `\`${wish.text}\` can never warn: the must \`${demand.text}\` is as strict or stricter`}];
  });
}

function timeBreaches(spec: ParsedSpec): Breach[] {
  const least = plannedLength(spec).least;
  if (spec.timeout > least) return [];
  const text = `is ${formatDuration(spec.timeout)}, but the phases alone take ${formatDuration(least)}`;
  return [{path: ['timeout'], message: `${text}: raise it, or shorten phases, \`for\` or \`repeat\``}];
}

