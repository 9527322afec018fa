// npm start: install, build, then the server, which brings its own PostgreSQL where DATABASE_URL names none.
import { main } from './lib/process.mjs';
import { runBuilt } from './lib/prepare.mjs';

await main(() => runBuilt(['dist/main.js', ...process.argv.slice(2)], { pages: true }));
