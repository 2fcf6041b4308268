import {appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createLedger, findLedgers, ledgerFolder, resumeLedger} from '../../../src/runtime/ledger-file.js';

const namespace = {apiVersion: 'v1', kind: 'Namespace', name: 'gate-x'};
const lease = {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: 'l', namespace: 'default'};
const about = (runId: string) => ({
  runId,
  startedAt: '2026-01-01T00:00:00Z',
  cluster: 'kind' as const,
  context: 'kind-ci',
  server: 'https://127.0.0.1:6443',
  kubeconfig: undefined,
});

describe('a ledger', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  it('is on disk before the object is made', () => {
    const ledger = createLedger(folder, about('r1'));
    ledger.intend(namespace);
    expect(findLedgers(folder)).toMatchObject([
      {header: {runId: 'r1', context: 'kind-ci'}, open: [{ref: namespace, uid: undefined}], running: true},
    ]);
    ledger.created(namespace, 'u1');
    expect(findLedgers(folder)[0]?.open).toEqual([{ref: namespace, uid: 'u1'}]);
  });

  it('goes away when everything in it is gone, and stays otherwise', () => {
    const ledger = createLedger(folder, about('r1'));
    ledger.intend(namespace);
    ledger.intend(lease);
    ledger.gone(namespace);
    expect(ledger.open().map(entry => entry.ref)).toEqual([lease]);
    ledger.close();
    const left = findLedgers(folder);
    expect(left).toHaveLength(1);

    const resumed = resumeLedger(left[0]!);
    resumed.gone(lease);
    resumed.close();
    expect(existsSync(resumed.file)).toBe(false);
  });

  it('survives a line that was cut when the machine died', () => {
    const ledger = createLedger(folder, about('r1'));
    ledger.created(namespace, 'u1');
    appendFileSync(ledger.file, '{"op":"gone","re');
    expect(findLedgers(folder)[0]?.open).toHaveLength(1);
    expect(readFileSync(ledger.file, 'utf8').split('\n')).toHaveLength(3);
  });

  it('knows that a process of another start is not the writer', () => {
    const ledger = createLedger(folder, about('r1'));
    const text = readFileSync(ledger.file, 'utf8')
      .replace(/"started":"[^"]*"/, '"started":"another boot/1"')
      .replace(/"pid":\d+/, '"pid":1');
    rmSync(ledger.file);
    appendFileSync(ledger.file, text);
    expect(findLedgers(folder)[0]?.running).toBe(false);
  });

  it('is looked for in the state folder, and an absent folder holds none', () => {
    expect(ledgerFolder({CHAOS_COST_GATE_STATE: '/s'})).toBe('/s');
    expect(ledgerFolder({XDG_STATE_HOME: '/x'})).toBe('/x/chaos-cost-gate');
    expect(findLedgers(join(folder, 'absent'))).toEqual([]);
  });
});
