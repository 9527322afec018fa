import { globSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A class with any constructor, as TypeORM takes entities and migrations. */
export type ClassOf<T extends object> = new (...args: never[]) => T;

const here = fileURLToPath(import.meta.url);
/** `src` in tests, `dist` once built; the files beside this one have the same ending as this one. */
const sourceRoot = resolve(dirname(here), '..');
const projectRoot = resolve(sourceRoot, '..');

/** Every class exported by a file named `*.entity`: an entity is found by its file name, so that none is forgotten. */
export const discoverEntities = (): Promise<ClassOf<object>[]> => classesOf(sourceRoot, `**/*.entity${extname(here)}`);

/**
 * The migrations in the order of their file names. They stay TypeScript at the top level: Node takes the types off
 * at run time, Jest compiles them.
 */
export const discoverMigrations = (): Promise<ClassOf<object>[]> => classesOf(join(projectRoot, 'migrations'), '*.ts');

async function classesOf(folder: string, pattern: string): Promise<ClassOf<object>[]> {
  const files = globSync(pattern, { cwd: folder }).sort();
  const modules = await Promise.all(
    files.map(async (file): Promise<object> => (await import(pathToFileURL(join(folder, file)).href)) as object),
  );
  return modules.flatMap((module) => Object.values(module).filter(isClass));
}

const isClass = (value: unknown): value is ClassOf<object> =>
  typeof value === 'function' && value.toString().startsWith('class');
