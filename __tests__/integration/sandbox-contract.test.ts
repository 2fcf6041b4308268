import {serverContract} from '../contract/server-contract.js';
import {openSandbox} from '../fakes/open-sandbox.js';

serverContract('the sandbox', openSandbox);
