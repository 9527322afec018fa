// npm run web:types: writes the types of the API that the pages use, from the server's own description of itself.
// With --check it only says whether they are up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTs, { astToString } from 'openapi-typescript';
import * as prettier from 'prettier';
import { buildServer, install } from './lib/prepare.mjs';
import { main, nodePath, root, runQuietly, say } from './lib/process.mjs';

const FILE = join(root, 'web', 'src', 'api', 'schema.ts');

await main(async () => {
  await install();
  await buildServer();
  const types = await typesOf(await describeApi());
  const isCurrent = existsSync(FILE) && readFileSync(FILE, 'utf8') === types;
  if (process.argv.includes('--check')) {
    if (!isCurrent) console.error('web/src/api/schema.ts is not what the API is now; run: npm run web:types');
    return isCurrent ? 0 : 1;
  }
  if (!isCurrent) writeFileSync(FILE, types);
  say(`web/src/api/schema.ts ${isCurrent ? 'is up to date' : 'is written anew'}.`);
  return 0;
});

async function describeApi() {
  const { code, output } = await runQuietly(nodePath(), [join('dist', 'cli', 'openapi.js')]);
  if (code !== 0) throw new Error(`The API could not be described:\n${output}`);
  return JSON.parse(output);
}

async function typesOf(document) {
  const nodes = await openapiTs(document, {
    alphabetize: true,
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  const text = `// Made by npm run web:types from the API's OpenAPI document; never edited by hand.\n\n${astToString(nodes)}`;
  return prettier.format(text, { ...(await prettier.resolveConfig(FILE)), filepath: FILE });
}
