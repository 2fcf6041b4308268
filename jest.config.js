/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/src', '<rootDir>/__tests__'],
  testMatch: ['<rootDir>/__tests__/{unit,golden,integration}/**/*.test.ts'],
  testEnvironment: 'node',
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {'^(\\.{1,2}/.*)\\.js$': '$1'},
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {jsc: {target: 'es2022', parser: {syntax: 'typescript'}}, module: {type: 'es6'}, sourceMaps: 'inline'},
    ],
  },
  coverageProvider: 'babel',
  collectCoverageFrom: ['src/**/*.ts'],
};
