// The layout's rules, over value imports only: scripts/check-layout.mjs strips the types first, so that `import type` is free.

/** A folder may import values from itself and from the folders before it. */
const ORDER = [
  'spec',
  'cluster',
  'deploy',
  'load',
  'chaos',
  'measure',
  'cost',
  'analysis',
  'gate',
  'report',
  'publish',
];
const PURE = '^src/(analysis|gate|report)/';
const ENTRIES = '^src/(index|action-ports)\\.js$';

const leftOnly = ORDER.slice(0, -1).map((folder, index) => ({
  name: `${folder}-imports-only-leftwards`,
  comment: `Values flow ${ORDER.join(' → ')}, so ${folder}/ can't import what comes after it. Import the type, or pass the function in.`,
  severity: 'error',
  from: {path: `^src/${folder}/`},
  to: {path: `^src/(${ORDER.slice(index + 1).join('|')})/`},
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or miss a third one.',
      severity: 'error',
      from: {},
      to: {circular: true},
    },
    {
      name: 'resolvable',
      comment: 'Every import must be found.',
      severity: 'error',
      from: {},
      to: {couldNotResolve: true},
    },
    ...leftOnly,
    {
      name: 'pure-folders-import-only-themselves',
      comment: 'analysis/, gate/ and report/ are pure functions: from the other folders they take types only.',
      severity: 'error',
      from: {path: '^src/(analysis|gate|report)/'},
      to: {path: '^src/', pathNot: '^src/$1/'},
    },
    {
      name: 'pure-folders-do-no-io',
      comment: 'analysis/, gate/ and report/ neither read nor write: no module of Node.',
      severity: 'error',
      from: {path: PURE},
      to: {dependencyTypes: ['core']},
    },
    {
      name: 'actions-toolkit-at-the-edge',
      comment: '@actions/* appears only in the entries, publish/ and runtime/.',
      severity: 'error',
      from: {path: '^src/', pathNot: [ENTRIES, '^src/(publish|runtime)/']},
      to: {path: '(^|/)@actions/'},
    },
    {
      name: 'client-node-only-in-cluster',
      comment: '@kubernetes/client-node reads kubeconfigs for cluster/, and is too large to be anywhere else.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/cluster/'},
      to: {path: '(^|/)@kubernetes/client-node(/|$)'},
    },
    {
      name: 'undici-only-in-cluster-and-load',
      comment:
        'HTTP is spoken to Kubernetes by cluster/, to kubelets by the sources of usage, and to the victim by load/.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/(cluster|load|measure/usage/sources)/'},
      to: {path: '(^|node_modules/)undici(/|$)'},
    },
    {
      name: 'threads-only-in-load',
      comment: 'The load is the only thing with a thread of its own; the entry re-enters the bundle as it.',
      severity: 'error',
      from: {path: '^src/', pathNot: [ENTRIES, '^src/load/']},
      to: {path: '^(node:)?worker_threads$'},
    },
    {
      name: 'runtime-imports-only-failure-and-cluster',
      comment:
        'runtime/ touches the machine for all others, and knows of them only the cluster that its ledger rolls back.',
      severity: 'error',
      from: {path: '^src/runtime/'},
      to: {path: '^src/', pathNot: '^src/(runtime/|cluster/|failure\\.js$)'},
    },
    {
      name: 'failure-imports-nothing',
      comment: 'failure.ts is at the bottom of everything.',
      severity: 'error',
      from: {path: '^src/failure\\.js$'},
      to: {path: '^src/'},
    },
    {
      name: 'pipeline-is-above-the-folders',
      comment:
        'pipeline.ts knows the order of a run, experiment.ts that of its repeats, repeat.ts that of one: only commands/ and the entries start them.',
      severity: 'error',
      from: {path: '^src/', pathNot: [ENTRIES, '^src/(commands/|(pipeline|experiment)\\.js$)']},
      to: {path: '^src/(gate-run|pipeline|experiment|repeat)\\.js$'},
    },
    {
      name: 'commands-are-above-the-pipeline',
      comment: 'commands/ is called by the entries only.',
      severity: 'error',
      from: {path: '^src/', pathNot: [ENTRIES, '^src/commands/']},
      to: {path: '^src/commands/'},
    },
    {
      name: 'sandbox-stands-apart',
      comment:
        'To the gate the sandbox is a cluster like any other: only commands/ starts it, and nothing else knows of it.',
      severity: 'error',
      from: {path: '^src/', pathNot: [ENTRIES, '^src/(sandbox|commands)/']},
      to: {path: '^src/sandbox/'},
    },
    {
      name: 'sandbox-knows-no-gate',
      comment:
        'The sandbox serves Kubernetes, not the gate: of the gate it knows the runtime, the failures and the shape of objects.',
      severity: 'error',
      from: {path: '^src/sandbox/'},
      to: {path: '^src/', pathNot: '^src/(sandbox/|runtime/|cluster/|failure\\.js$)'},
    },
    {
      name: 'entries-are-on-top',
      comment: 'Nothing imports an entry but another entry.',
      severity: 'error',
      from: {path: '^src/', pathNot: ENTRIES},
      to: {path: ENTRIES},
    },
    {
      name: 'every-folder-has-a-place',
      comment: 'A new folder below src/ needs a place in the order that this file keeps.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          ENTRIES,
          `^src/(${ORDER.join('|')}|commands|runtime|sandbox)/`,
          '^src/(pipeline|experiment|phase|repeat|failure|version)\\.js$',
        ],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'node', 'default']},
  },
};
