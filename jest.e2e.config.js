import base from './jest.config.js';

/**
 * The suite that needs a real cluster and Docker; .ci/run brings them up. One test at a time: two runs on one node spoil each other's numbers.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts'],
  globalSetup: '<rootDir>/__tests__/e2e/build-victim.mjs',
  maxWorkers: 1,
  testTimeout: 600_000,
};
