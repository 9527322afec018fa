// Jest on ES modules: started with --experimental-vm-modules by scripts/test.mjs.
import { missingPrograms } from './scripts/lib/programs.mjs';

/** What this machine has no program for is left out; scripts/test.mjs says so, and refuses where CI runs. */
const leftOut = missingPrograms().map(({ tests }) => `!**/${tests}`);

/** What all projects share: SWC takes the types off (settings in .swcrc), `./x.js` in an import means `./x.ts`. */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/web/dist/', '<rootDir>/.rowlock/'],
  setupFiles: ['reflect-metadata'],
};

/** Medium, e2e and security tests share one PostgreSQL; each file has a database of its own on it. */
const withDatabase = {
  ...shared,
  globalSetup: '<rootDir>/test/support/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/jest-global-teardown.mjs',
};

export default {
  maxWorkers: 2,
  // Real servers and real passwords take their time on a busy machine; a test that hangs still ends.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,load-tests,web/src}/**/*.spec.ts'],
    },
    { ...withDatabase, displayName: 'medium', testMatch: ['<rootDir>/test/medium/**/*.medium-spec.ts'] },
    { ...withDatabase, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts', ...leftOut] },
    { ...withDatabase, displayName: 'security', testMatch: ['<rootDir>/test/security/**/*.security-spec.ts'] },
    {
      ...withDatabase,
      displayName: 'pages',
      testEnvironment: '<rootDir>/test/support/jest-page-environment.mjs',
      testMatch: ['<rootDir>/test/pages/**/*.page-spec.ts', ...leftOut],
    },
  ],
};
