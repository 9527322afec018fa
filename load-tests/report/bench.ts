import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderBenchPage } from '#report/bench-page';
import { type BenchReport } from '#report/bench-record';

/**
 * Writes a bench as one page that fetches nothing (`bench.html`), and its figures as `bench.json`.
 * @param folder made where it is missing
 * @returns the path of the page
 */
export async function writeBenchReport(bench: BenchReport, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'bench.json'), `${JSON.stringify(bench, null, 1)}\n`);
  const page = join(folder, 'bench.html');
  await writeFile(page, renderBenchPage(bench));
  return page;
}
