// npm run check: everything that can be said about the code without a database, in under a minute.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { install } from './lib/prepare.mjs';
import { main, nodePath, root, runQuietly } from './lib/process.mjs';

const tool = (...path) => join(root, 'node_modules', ...path);

/** Longest first, so that none is left alone at the end. */
const CHECKS = [
  {
    name: 'lint',
    args: [
      tool('eslint', 'bin', 'eslint.js'),
      '.',
      '--max-warnings=0',
      '--cache',
      '--cache-strategy=content',
      '--cache-location=node_modules/.cache/eslint/',
    ],
  },
  { name: 'types', args: [tool('typescript', 'bin', 'tsc'), '-p', '.'] },
  { name: 'types of the pages', args: [tool('typescript', 'bin', 'tsc'), '-p', 'web'] },
  {
    name: 'unit tests',
    args: [tool('jest', 'bin', 'jest.js'), '--selectProjects', 'unit', '--silent'],
    env: { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
  },
  {
    name: 'format',
    args: [
      tool('prettier', 'bin', 'prettier.cjs'),
      '--check',
      '.',
      '--log-level=warn',
      '--cache',
      '--cache-strategy=content',
    ],
  },
  {
    name: 'dependency rules',
    args: [
      tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'src', 'migrations', 'web/src'],
    ],
  },
  { name: "the pages' types of the API", args: [join(root, 'scripts', 'web-types.mjs'), '--check'] },
  { name: 'lock file', args: [join(root, 'scripts', 'complete-lock.mjs'), '--check'] },
  { name: 'dead code', args: [tool('knip', 'bin', 'knip.js'), '--no-progress'] },
];

await main(async () => {
  await install();
  const waiting = [...CHECKS];
  const failed = [];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await passes(check))) failed.push(check.name);
    }
  };
  await Promise.all(cpus().map(work));
  if (failed.length > 0) console.error(`\n${failed.length} of ${CHECKS.length} checks failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
});

async function passes({ name, args, env }) {
  const start = Date.now();
  const { code, output } = await runQuietly(nodePath(), args, { env });
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}
