import {Command} from 'commander';
import {createLogger} from '../runtime/terminal-logger.js';
import type {Machine} from './machine.js';
import {sweep} from './sweep.js';

const ENVIRONMENT = 3;

/** `clean`: undoes what ended runs of this machine left in their clusters. */
export function cleanCommand(machine: Machine, exit: (code: number) => void): Command {
  return new Command('clean')
    .description('Remove what runs of this machine that were killed have left in their clusters.')
    .option('--context <name>', 'only in the cluster of this context')
    .action(async (options: {context?: string}) => {
      const logger = createLogger({stream: machine.stderr, clock: machine.clock, env: machine.env, quiet: false});
      try {
        const swept = await sweep(machine, logger, options.context);
        logger.close();
        for (const {runId, context, removed, left} of swept) {
          machine.stdout.write(
            `run ${runId} in ${context}: removed ${removed}${left.length === 0 ? '' : `, still there: ${left.join('; ')}`}\n`,
          );
        }
        if (swept.length === 0) machine.stdout.write('Nothing was left by any run of this machine.\n');
        exit(swept.some(({left}) => left.length > 0) ? ENVIRONMENT : 0);
      } finally {
        logger.close();
      }
    });
}
