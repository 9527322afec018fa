// npm run load, npm run bench: install the load tests' own packages too, build, then the file of that name. npm run faults
// does without Artillery.
import { join } from 'node:path';
import { buildServer, install } from './lib/prepare.mjs';
import { main, runNode } from './lib/process.mjs';

const [name = 'run', ...args] = process.argv.slice(2);

await main(async () => {
  await install({ loadTests: name !== 'faults' });
  await buildServer();
  // Artillery asks its makers for news at each start, and waits for the answer where there is no network.
  return runNode([join('load-tests', `${name}.ts`), ...args], { env: { ARTILLERY_DISABLE_TELEMETRY: 'true' } });
});
