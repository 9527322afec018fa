import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { configFromEnvironment } from '../config/environment.js';
import { openDataSource } from '../database/data-source.js';
import { migrate, migrateDown } from '../database/migrate.js';
import { startDatabase } from '../database/start-database.js';

type Command = (dataSource: DataSource, args: readonly string[]) => Promise<void>;

/** `npm run migration:<name>`: what each name does to the database of the app. */
const COMMANDS: Readonly<Record<string, Command>> = {
  up: async (dataSource) => {
    const names = await migrate(dataSource);
    console.log(names.length === 0 ? 'Nothing to do.' : names.join('\n'));
  },
  down: async (dataSource) => {
    await migrateDown(dataSource);
    console.log('The newest migration was taken back.');
  },
  check: async (dataSource) => {
    const { up } = await difference(dataSource);
    if (up.length > 0) throw new Error(`The entities and the migrated schema differ:\n${up.join('\n')}`);
    console.log('The entities and the migrated schema agree.');
  },
  generate: async (dataSource, [name = '']) => {
    if (!/^[a-z][a-z-]+$/.test(name)) throw new Error('Name the migration, such as: add-seat-colour');
    const { up, down } = await difference(dataSource);
    if (up.length === 0) throw new Error('The entities and the migrated schema agree: nothing to generate.');
    const timestamp = Date.now();
    const file = join('migrations', `${timestamp}-${name}.ts`);
    await writeFile(file, migrationSource(`${camelCase(name)}${timestamp}`, up, down));
    console.log(`${file}: read it, and write why.`);
  },
};

/** What the entities want that the database lacks. */
async function difference(dataSource: DataSource): Promise<{ up: string[]; down: string[] }> {
  await migrate(dataSource);
  const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
  return { up: upQueries.map(({ query }) => query), down: downQueries.map(({ query }) => query).reverse() };
}

function migrationSource(className: string, up: readonly string[], down: readonly string[]): string {
  const lines = (queries: readonly string[]): string =>
    queries.map((query) => `    await runner.query(${JSON.stringify(query)});`).join('\n');
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  readonly name = '${className}';

  async up(runner: QueryRunner): Promise<void> {
${lines(up)}
  }

  async down(runner: QueryRunner): Promise<void> {
${lines(down)}
  }
}
`;
}

const camelCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

async function run([name = '', ...args]: readonly string[]): Promise<void> {
  const command = COMMANDS[name];
  if (command === undefined) throw new Error(`One of: ${Object.keys(COMMANDS).join(', ')}`);
  const database = await startDatabase(await configFromEnvironment(), { asApp: false });
  try {
    const dataSource = await openDataSource({ databaseUrl: database.url, poolMax: 2 });
    try {
      await command(dataSource, args);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.stop();
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
