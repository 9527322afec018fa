import { renderChart } from '#report/chart';
import { count, formatInstant, formatMs, formatNumber } from '#report/format';
import { html, type Html, type Part } from '#report/html';
import { totalOf } from '#report/outcomes';
import { command, keyFigures, mark, note, renderPage, section, tabulateMachine, verdict } from '#report/page';
import { drawSpread } from '#report/spread';
import { groupRuns, type RunGroup } from '#report/groups';
import { named, renderTable } from '#report/table';
import { type RunRecord, type RunReport } from '#run-record';

type FileNameOf = (run: RunRecord) => string;

/** The page of all runs. @param fileNameOf the page of a run, in the same folder, as is `dataFile` with all figures */
export function renderSummaryPage(report: RunReport, fileNameOf: FileNameOf, dataFile: string): string {
  const { runs, at, command: whole, machine, target } = report;
  const groups = groupRuns(runs);
  const answered = groups.filter((group) => group.runs.some(({ counts }) => totalOf(counts) > 0));
  return renderPage({
    title: 'Load test',
    kicker: html`Rowlock ${machine.rowlock} · <time datetime="${at}">${formatInstant(at)}</time>`,
    lead: 'Every run starts with a fresh event and ends with its answers, its seats and its database held against the one right result.',
    body: [
      describeVerdict(runs),
      keyFigures([
        { name: 'Scenarios', value: formatNumber(new Set(runs.map(({ scenario }) => scenario)).size) },
        { name: 'Runs', value: formatNumber(runs.length) },
        { name: 'Checks', value: formatNumber(runs.flatMap(({ checks }) => checks).length) },
        { name: 'Answers', value: formatNumber(runs.reduce((sum, { counts }) => sum + totalOf(counts), 0)) },
      ]),
      renderBreaches(runs, fileNameOf),
      section('runs', 'Scenarios and runs', renderMatrix(groups, fileNameOf)),
      section('speed', 'Response times across runs', renderSpeed(answered)),
      section(
        'setting',
        'Where and how',
        html`<p>Repeat it with</p>
          ${command(whole)}${renderTable(tabulateMachine(machine, target))}
          <p class="note">All figures as data: <a href="${dataFile}">${dataFile}</a></p> `,
      ),
    ],
  });
}

function describeVerdict(runs: readonly RunRecord[]): Html {
  const failed = runs.filter(({ passed }) => !passed).length;
  if (runs.length === 0) return verdict(false, 'Nothing was run.');
  if (failed > 0) return verdict(false, `${failed} of ${count(runs.length, 'run')} failed.`);
  return verdict(true, runs.length === 1 ? 'The run passed.' : `All ${formatNumber(runs.length)} runs passed.`);
}

/** Failed checks of all runs, on top: who opens a red report wants to know why. */
function renderBreaches(runs: readonly RunRecord[], fileNameOf: FileNameOf): Part {
  const rows = runs.flatMap((run) =>
    run.checks
      .filter(({ passed }) => !passed)
      .map(({ name, expected, found }) => [
        html`<a href="${fileNameOf(run)}">${run.scenario}, ${run.driver}, run ${run.number}</a>`,
        name,
        html`<span class="long">${expected}</span>`,
        html`<span class="long">${found}</span>`,
      ]),
  );
  if (rows.length === 0) return undefined;
  return section(
    'breaches',
    'What failed',
    renderTable({ caption: 'Failed checks', columns: ['run', 'check', 'expected', 'found'], rows, isStacking: true }),
  );
}

/** One line for each scenario, one column for each driver, one mark for each run. */
function renderMatrix(groups: readonly RunGroup[], fileNameOf: FileNameOf): Html {
  const drivers = [...new Set(groups.map(({ driver }) => driver))];
  const scenarios = Map.groupBy(groups, ({ scenario }) => scenario);
  return renderTable({
    caption: 'Each mark leads to its run',
    columns: ['scenario', ...drivers],
    rows: [...scenarios].map(([scenario, members]) => [
      named(scenario, members[0]?.summary ?? ''),
      ...drivers.map((driver) => {
        const group = members.find((one) => one.driver === driver);
        return group ? renderMarks(group, fileNameOf) : null;
      }),
    ]),
    isStacking: true,
  });
}

/** How many of the runs passed, and a mark for each: how steady it is. */
function renderMarks({ runs }: RunGroup, fileNameOf: FileNameOf): Html {
  const passed = runs.filter((run) => run.passed).length;
  return html`<div class="marks">
    ${runs.map((run) => renderMark(run, fileNameOf))} <span class="meaning">${passed} of ${runs.length} passed</span>
  </div>`;
}

const renderMark = (run: RunRecord, fileNameOf: FileNameOf): Html =>
  html`<a
    class="run ${run.passed ? 'passed' : 'failed'}"
    href="${fileNameOf(run)}"
    aria-label="Run ${run.number} of ${run.scenario}, ${run.driver}: ${run.passed ? 'passed' : 'failed'}"
    >${mark(run.passed)} ${run.number}</a
  > `;

function renderSpeed(groups: readonly RunGroup[]): Part {
  if (groups.length === 0) return html`<p class="nothing">Nothing was answered.</p> `;
  const cell = ({ median, least, most }: { median: number; least: number; most: number }): string =>
    least === most ? formatMs(median) : `${formatMs(median)} (${formatMs(least)} – ${formatMs(most)})`;
  return [
    note(
      'From sending a request to the last byte of its answer. One mark for each run: the closer they are, the steadier it is.',
    ),
    renderChart(drawSpread(groups), 'page'),
    renderTable({
      caption: 'Median of the runs (least – most)',
      columns: ['scenario', 'driver', 'runs', 'p50', 'p95', 'p99'],
      rows: groups.map(({ scenario, driver, runs, p50, p95, p99 }) => [
        scenario,
        driver,
        runs.length,
        cell(p50),
        cell(p95),
        cell(p99),
      ]),
      numeric: [3, 4, 5],
      isStacking: true,
    }),
  ];
}
