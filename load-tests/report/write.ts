import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderRunPage } from '#report/run-page';
import { renderSummaryPage } from '#report/summary-page';
import { type RunRecord, type RunReport } from '#run-record';

const SUMMARY = 'report.html';
const DATA = 'report.json';

/**
 * Writes a page for each run (`<scenario>-<driver>-<number>.html`), a page over all of them, and all figures as
 * `report.json`. Each page is one file that fetches nothing.
 * @param folder made where it is missing
 * @returns the path of the page over all runs
 */
export async function writeReports(report: RunReport, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, DATA), `${JSON.stringify(report, null, 1)}\n`);
  for (const run of report.runs) {
    await writeFile(join(folder, fileNameOf(run)), renderRunPage(run, report, SUMMARY));
  }
  const page = join(folder, SUMMARY);
  await writeFile(page, renderSummaryPage(report, fileNameOf, DATA));
  return page;
}

/** Names are our own, yet none may lead out of the folder. */
const fileNameOf = ({ scenario, driver, number }: RunRecord): string =>
  `${[scenario, driver, number].join('-').replaceAll(/[^\w-]+/g, '_')}.html`;
