import {basename, dirname, extname, relative, resolve} from 'node:path';
import {Failure, isFailure} from '../failure.js';
import {RESERVED_METRIC} from './cost-metrics.js';
import {type Path, type Position, readDocument, type SyntaxFault} from './document.js';
import {missingVariables} from './environment.js';
import {readPriceFile} from './price-file.js';
import {type Problem, problemAt, problemsOf} from './problems.js';
import {breachesOf} from './rules.js';
import {
  type CostSpec,
  costOnlySchema,
  type ExperimentSpec,
  type ParsedExperiment,
  type ParsedSpec,
  type Spec,
  specSchema,
} from './schema.js';

/** What reading a spec needs of the machine. */
export interface SpecSource {
  /** How messages call the file; its path by default. */
  shownAs?: string;
  /** Fails with `usage` where it can't be read. */
  readFile(path: string): string;
  exists(path: string): boolean;
  env: Readonly<Record<string, string | undefined>>;
}

export interface LoadedSpec {
  spec: Spec;
  /** Where a field stands in the file, for annotations. */
  positionOf(path: Path): Position;
  /** Environment variables that the spec reads and that are not set; a run needs them. */
  missingEnv: string[];
}

/** Reads the spec at an absolute path. Fails with `usage` and everything that is wrong with it, each with its place. */
export function loadSpec(file: string, source: SpecSource): LoadedSpec {
  const shown = source.shownAs ?? file;
  const document = readDocument(source.readFile(file));
  if (Array.isArray(document)) throw invalid(shown, document.map(atTop));
  const parsed = schemaFor(document.value).safeParse(document.value);
  if (!parsed.success) throw invalid(shown, problemsOf(parsed.error.issues, document));
  const dir = dirname(file);
  const problems = breachesOf(parsed.data).map(({path, message}) => problemAt(path, message, document));
  const withPaths = withAbsolutePaths(parsed.data, dir);
  problems.push(...absentPaths(withPaths, source).map(({path, message}) => problemAt(path, message, document)));
  if (problems.length > 0) throw invalid(shown, problems);
  const {texts, unreadable} = readTexts(withPaths, source);
  if (unreadable.length > 0)
    throw invalid(
      shown,
      unreadable.map(({path, message}) => problemAt(path, message, document)),
    );
  const cost = withPrices(withPaths.cost, dir, texts);
  const experiments = withPaths.experiments.map(experiment => withObject(experiment, texts));
  const spec = {...withPaths, cost, experiments, name: parsed.data.name ?? nameFrom(file), file, dir};
  return {spec, positionOf: document.positionOf, missingEnv: missingVariables(spec, source.env)};
}

/**
 * The files that belong to a spec's own text, by absolute path: they hold prices and faults, while the others that it names are the victim's. None where
 * the text is no spec, which loadSpec says.
 */
export function filesOfSpec(file: string, text: string): string[] {
  const document = readDocument(text);
  if (Array.isArray(document)) return [];
  const parsed = schemaFor(document.value).safeParse(document.value);
  if (!parsed.success) return [];
  return textFilesOf(withAbsolutePaths(parsed.data, dirname(file))).map(([, named]) => named);
}

/** The files with prices and faults, each with the field that names it. */
function textFilesOf({cost, experiments}: ParsedSpec): [Path, string][] {
  const named: [Path, string | undefined][] = [
    [['cost', 'prices', 'file'], priceFileOf(cost)],
    ...experiments.map(({chaosMesh}, index): [Path, string | undefined] => [
      ['experiments', index, 'chaosMesh'],
      chaosMesh?.file,
    ]),
  ];
  return named.filter((one): one is [Path, string] => one[1] !== undefined);
}

interface FieldProblem {
  path: Path;
  message: string;
}

/** The texts of those files by their paths; what can't be read is a problem of the field that names it. */
function readTexts(
  spec: ParsedSpec,
  {readFile}: SpecSource,
): {texts: ReadonlyMap<string, string>; unreadable: FieldProblem[]} {
  const texts = new Map<string, string>();
  const unreadable: FieldProblem[] = [];
  for (const [path, file] of textFilesOf(spec))
    try {
      texts.set(file, readFile(file));
    } catch (error) {
      if (!isFailure(error)) throw error;
      unreadable.push({path, message: error.message});
    }
  return {texts, unreadable};
}

function schemaFor(value: unknown): typeof specSchema | typeof costOnlySchema {
  return isCostOnly(value) ? costOnlySchema : specSchema;
}

function atTop(fault: SyntaxFault): Problem {
  return {...fault, field: ''};
}

function invalid(file: string, problems: readonly Problem[]): Failure {
  const lines = problems
    .toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
    .map(
      ({position, field, message}) =>
        `${file}:${position.line}:${position.column} ${field === '' ? '' : `${field}: `}${message}`,
    );
  return new Failure('usage', lines.join('\n'), {
    hint: 'All keys and values: docs/spec.md, or `chaos-cost-gate schema` for your editor.',
  });
}

/** Whether a spec holds limits on what is reserved, and no experiment: nothing is deployed then, and nothing sent. */
function isCostOnly(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || 'experiments' in value || !('gate' in value)) return false;
  return JSON.stringify(value.gate ?? null).includes(`"${RESERVED_METRIC}`);
}

/** The prices of the file, where one is named; the spec's own currency wins. */
function withPrices({prices, ...cost}: ParsedSpec['cost'], dir: string, texts: ReadonlyMap<string, string>): CostSpec {
  if (typeof prices === 'string' || !('file' in prices)) return {...cost, prices};
  const shown = relative(dir, prices.file);
  const {currency, ...read} = readPriceFile(texts.get(prices.file)!, shown);
  return {
    ...cost,
    ...(cost.currency === undefined && currency !== undefined ? {currency} : {}),
    prices: {...read, source: read.source ?? shown},
  };
}

function priceFileOf({prices}: ParsedSpec['cost']): string | undefined {
  return typeof prices === 'object' && 'file' in prices ? prices.file : undefined;
}

/** The object of Chaos Mesh, where a file is named. */
function withObject({chaosMesh, ...experiment}: ParsedExperiment, texts: ReadonlyMap<string, string>): ExperimentSpec {
  if (chaosMesh === undefined) return experiment;
  return {...experiment, chaosMesh: {...chaosMesh, text: texts.get(chaosMesh.file)!}};
}

/** Every path in a spec is relative to its own folder. */
function withAbsolutePaths(spec: ParsedSpec, dir: string): ParsedSpec {
  const at = (path: string): string => resolve(dir, path);
  const {images, manifests, kustomize, helm} = spec.victim;
  return {
    ...spec,
    victim: {
      ...spec.victim,
      images: images.map(image => ({
        ...image,
        build: at(image.build),
        ...(image.dockerfile === undefined ? {} : {dockerfile: resolve(dir, image.build, image.dockerfile)}),
      })),
      ...(manifests === undefined ? {} : {manifests: manifests.map(at)}),
      ...(kustomize === undefined ? {} : {kustomize: at(kustomize)}),
      ...(helm === undefined ? {} : {helm: {...helm, chart: at(helm.chart), values: helm.values.map(at)}}),
    },
    experiments: spec.experiments.map(experiment => {
      const {chaosMesh} = experiment;
      return chaosMesh === undefined
        ? experiment
        : {...experiment, chaosMesh: {...chaosMesh, file: at(chaosMesh.file)}};
    }),
    cost: {
      ...spec.cost,
      prices:
        typeof spec.cost.prices === 'object' && 'file' in spec.cost.prices
          ? {file: at(spec.cost.prices.file)}
          : spec.cost.prices,
    },
  };
}

function absentPaths(spec: ParsedSpec, {exists}: SpecSource): FieldProblem[] {
  const {victim} = spec;
  const named: [Path, string | undefined][] = [
    ...victim.images.flatMap((image, index): [Path, string | undefined][] => [
      [['victim', 'images', index, 'build'], image.build],
      [['victim', 'images', index, 'dockerfile'], image.dockerfile],
    ]),
    ...(victim.manifests ?? []).map((path, index): [Path, string] => [['victim', 'manifests', index], path]),
    [['victim', 'kustomize'], victim.kustomize],
    [['victim', 'helm', 'chart'], victim.helm?.chart],
    ...(victim.helm?.values ?? []).map((path, index): [Path, string] => [['victim', 'helm', 'values', index], path]),
    ...textFilesOf(spec),
  ];
  return named.flatMap(([path, file]) =>
    file === undefined || exists(file) ? [] : [{path, message: `there is no ${file}; paths are relative to the spec`}],
  );
}

/** The folder's name, else the file's, made a DNS label. A hidden folder, such as .github, belongs to the one around it. */
function nameFrom(file: string): string {
  let dir = dirname(file);
  while (basename(dir).startsWith('.')) dir = dirname(dir);
  const label = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40)
      .replace(/-+$/, '');
  return label(basename(dir)) || label(basename(file, extname(file))) || 'gate';
}
