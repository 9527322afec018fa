// A process that starts the embedded server, tells its address, and waits to be killed.
// Arguments: the data folder, and "app" or "command".
import './typescript-hooks.mjs';

const { startEmbeddedPostgres } = await import('../../src/database/embedded-postgres.ts');
const [dataDir, role] = process.argv.slice(2);
const { url } = await startEmbeddedPostgres({ dataDir, asApp: role === 'app', settings: ['fsync=off'] });
console.log(url);
process.stdin.resume();
