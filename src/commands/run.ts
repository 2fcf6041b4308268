import {randomBytes, randomInt} from 'node:crypto';
import {resolve} from 'node:path';
import {Command} from 'commander';
import {nativeEngine} from '../chaos/native/engine.js';
import {openCluster} from '../cluster/open-cluster.js';
import {imageLoaderFor} from '../cluster/image-loaders.js';
import type {Kube} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import {resolveRoute, urlRoute} from '../load/route.js';
import {sendOnceTo} from '../load/send-once.js';
import {tcpProbe} from '../load/tcp-probe.js';
import {workerThread} from '../load/thread.js';
import {type GatePorts, runGate} from '../pipeline.js';
import {buildResult} from '../report/model.js';
import {createLedger, ledgerFolder} from '../runtime/ledger-file.js';
import type {Logger} from '../runtime/logger.js';
import {abortOnSignals, isInterrupted} from '../runtime/signals.js';
import type {ClusterSpec, Spec} from '../spec/schema.js';
import {exitCodeOf} from '../gate/exit-code.js';
import type {Machine} from './machine.js';
import {readSpec, requireEnvironment} from './read-spec.js';
import {sweep} from './sweep.js';
import {writeReport} from './write-report.js';

interface RunOptions {
  spec: string;
  context?: string;
  namespace?: string;
  out: string;
  json?: boolean;
  quiet?: boolean;
}
