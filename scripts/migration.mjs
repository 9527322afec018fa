// npm run migration:up, :down, :generate, :check: install, build, then the command on the database of the app.
import { main } from './lib/process.mjs';
import { runBuilt } from './lib/prepare.mjs';

await main(() => runBuilt(['dist/cli/migration.js', ...process.argv.slice(2)]));
