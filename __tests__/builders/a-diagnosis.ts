import type {DiagnosisResult} from '../../src/report/schema/diagnosis.js';

/** An image that took long to pull. */
export function aDiagnosis(change: Partial<DiagnosisResult> = {}): DiagnosisResult {
  return {
    rule: 'image-pull',
    severity: 'medium',
    experiment: 'pod-kill',
    repeat: 1,
    workload: 'Deployment/checkout',
    seenIn: 1,
    seconds: 6.2,
    what: 'pulling the image took 6.2 s of the 15.0 s that checkout-1b took to come back (180 MB)',
    fix: 'keep the image on the nodes: imagePullPolicy: IfNotPresent',
    ...change,
  };
}
