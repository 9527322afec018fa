// npm test: install, build, then every test. Arguments go on to Jest: npm test -- --selectProjects unit
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install } from './lib/prepare.mjs';
import { isCi, main, root, runNode, say } from './lib/process.mjs';
import { missingPrograms } from './lib/programs.mjs';

/** The ending of a test file's name, and what its tests are called. */
const KINDS = { unit: 'unit', medium: 'medium', e2e: 'e2e', security: 'security', page: 'pages' };

await main(async () => {
  const missing = missingPrograms();
  if (missing.length > 0 && isCi()) {
    throw new Error(`CI must not leave tests out: ${missing.map(({ lack }) => lack).join('; ')}.`);
  }
  await install();
  await build();
  const scratch = mkdtempSync(join(tmpdir(), 'rowlock-jest-'));
  try {
    const file = process.env.ROWLOCK_TEST_RESULT ?? join(scratch, 'result.json');
    const code = await runJest(file);
    summarise(file);
    for (const { lack, tests } of missing) say(`Left out: the ${countFiles(tests)} files ${tests}, since ${lack}.`);
    return code;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

function runJest(file) {
  const args = [
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${file}`,
    // One file at a time: what takes seconds on a desk must not look like a hang on a small, shared machine.
    ...(isCi() ? ['--ci', '--maxWorkers=1'] : []),
    ...process.argv.slice(2),
  ];
  // In the environment rather than as arguments: Jest's workers need them as well.
  const NODE_OPTIONS = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  return runNode(args, { env: { NODE_OPTIONS: NODE_OPTIONS.filter(Boolean).join(' ') } });
}

/** Totals by kind of test; the kind is the ending of the file's name. */
function summarise(file) {
  const statuses = { unit: [], medium: [], e2e: [], security: [], pages: [] };
  for (const { name, assertionResults, status } of readResult(file)) {
    const kind = KINDS[/\.(\w+)-spec\.ts$/.exec(name)?.[1] ?? 'unit'];
    // A file that cannot even be loaded has no tests to count.
    const unloaded = status === 'failed' && assertionResults.length === 0 ? ['failed'] : [];
    statuses[kind].push(...assertionResults.map((result) => result.status), ...unloaded);
  }
  for (const [kind, all] of Object.entries(statuses).filter(([, found]) => found.length > 0)) {
    const count = (status) => all.filter((one) => one === status).length;
    const skipped = all.length - count('passed') - count('failed');
    say(`${kind.padEnd(8)} ${count('passed')} passed, ${count('failed')} failed, ${skipped} skipped`);
  }
}

function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    // Jest stopped before it wrote a result, and has said why.
    return [];
  }
}

/** How many files of our tests have a name that ends like `*.page-spec.ts`. */
function countFiles(tests) {
  return readdirSync(join(root, 'test'), { recursive: true }).filter((name) => name.endsWith(tests.slice(1))).length;
}
