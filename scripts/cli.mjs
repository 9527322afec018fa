// npm run seed, npm run verify: install, build, then the command of that name.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer, install } from './lib/prepare.mjs';
import { main, root, runNode } from './lib/process.mjs';

const [name = '', ...args] = process.argv.slice(2);

await main(async () => {
  await install();
  await buildServer();
  const file = join('dist', 'cli', `${name}.js`);
  if (!/^[a-z-]+$/.test(name) || !existsSync(join(root, file))) throw new Error(`There is no command "${name}".`);
  return runNode(['--enable-source-maps', file, ...args]);
});
