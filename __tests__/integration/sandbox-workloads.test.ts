import {workloadContract} from '../contract/workload-contract.js';
import {runningSandbox} from '../fakes/running-sandbox.js';

workloadContract('the sandbox', runningSandbox);
