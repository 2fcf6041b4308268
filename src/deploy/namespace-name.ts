import {createHash} from 'node:crypto';

const LONGEST = 63;

/** `gate-NAME-xxxxx`: the end follows from the run's id, the name is cut so that a DNS label is never too long. */
export function namespaceName(specName: string, runId: string): string {
  const digest = createHash('sha256').update(runId).digest();
  const end = digest.readUIntBE(0, 6).toString(36).padStart(5, '0').slice(-5);
  const name = specName.slice(0, LONGEST - 'gate--'.length - end.length).replace(/-+$/, '');
  return `gate-${name}-${end}`;
}
