import { type Chart, renderChart } from '#report/chart';
import { count, formatInstant, formatMs, formatNumber } from '#report/format';
import { html, type Html, type Part } from '#report/html';
import { describeTail, drawHistogram, tabulateLatency, toHistogram } from '#report/latency';
import { countOf, drawOutcomes, tabulateOutcomes, totalOf } from '#report/outcomes';
import {
  command,
  figure,
  fold,
  type KeyFigure,
  keyFigures,
  mark,
  note,
  renderPage,
  section,
  tabulateMachine,
  verdict,
} from '#report/page';
import { drawProgress, drawServerProgress, tabulateMoments, tabulateProgress } from '#report/progress';
import { drawBatches, tabulateServer } from '#report/server-part';
import { renderTable } from '#report/table';
import { type Check, type RunRecord, type RunReport } from '#run-record';

/** The page of one run. @param summaryFile the page of all runs, in the same folder */
export function renderRunPage(run: RunRecord, report: RunReport, summaryFile: string): string {
  return renderPage({
    title: run.scenario,
    kicker: html`<a href="${summaryFile}">All runs</a> · ${run.driver}, run ${run.number} ·
      <time datetime="${run.startedAt}">${formatInstant(run.startedAt)}</time>`,
    lead: run.summary,
    body: [
      verdict(run.passed, describeVerdict(run)),
      keyFigures(figuresOf(run)),
      section('checks', 'What had to be so', renderChecks(run.checks)),
      section('answers', 'Answers', renderOutcomes(run)),
      section('latency', 'Response time', renderLatency(run)),
      section('progress', 'Seats and people over time', renderProgress(run)),
      section('server', 'Inside the server', renderServer(run)),
      section('setting', 'Where and how', renderSetting(run, report)),
    ],
  });
}

function describeVerdict({ passed, checks }: RunRecord): string {
  if (passed) return `Passed: ${checks.length === 1 ? 'the check holds' : `all ${checks.length} checks hold`}.`;
  const failed = checks.filter((check) => !check.passed);
  return `Failed: ${failed.length} of ${count(checks.length, 'check')}: ${failed.map(({ name }) => name).join(', ')}.`;
}

function figuresOf({ counts, latency, durationMs, samples, spreadMs }: RunRecord): KeyFigure[] {
  const all = totalOf(counts);
  const last = samples.at(-1);
  const sold: KeyFigure[] = last ? [{ name: 'Seats sold', value: formatNumber(last.seatsConfirmed) }] : [];
  return [
    { name: 'Answers', value: formatNumber(all), remark: `in ${formatMs(durationMs)}` },
    ...sold,
    { name: 'Waitlisted', value: formatNumber(countOf(counts, 'waiting')), remark: 'answers' },
    { name: 'Refused', value: formatNumber(countOf(counts, 'refused')), remark: 'answers' },
    { name: 'Throttled', value: formatNumber(countOf(counts, 'throttled')), remark: 'answers' },
    { name: 'Median', value: all === 0 ? '–' : formatMs(latency.p50) },
    { name: '99 of 100 within', value: all === 0 ? '–' : formatMs(latency.p99) },
    ...(spreadMs > 0 ? [{ name: 'Sent within', value: formatMs(spreadMs), remark: 'first to last request' }] : []),
  ];
}

/** Every check with what was expected and found; also those that passed, or nobody knows that they were made. */
const renderChecks = (checks: readonly Check[]): Html =>
  renderTable({
    caption: 'Checks and invariants',
    columns: ['check', 'verdict', 'expected', 'found'],
    isStacking: true,
    rows: checks.map(({ name, passed, expected, found }) => [
      name,
      html`<span class="whole ${passed ? 'passed' : 'failed'}">${mark(passed)} ${passed ? 'passed' : 'failed'}</span>`,
      html`<span class="long">${expected}</span>`,
      html`<span class="long">${found}</span>`,
    ]),
  });

const NO_ANSWERS = html`<p class="nothing">Nothing was answered in this run.</p> `;

const renderOutcomes = (run: RunRecord): Html =>
  totalOf(run.counts) === 0
    ? NO_ANSWERS
    : figure(renderChart(drawOutcomes(run), 'column'), renderTable(tabulateOutcomes(run)));

function renderLatency({ latency, latenciesMs }: RunRecord): Html {
  if (latenciesMs.length === 0) return NO_ANSWERS;
  const histogram = toHistogram(latenciesMs, latency);
  return html`${note('From sending a request to the last byte of its answer.')}${figure(
    [renderChart(drawHistogram(histogram, latency), 'column'), note(describeTail(histogram, latency))],
    renderTable(tabulateLatency(latenciesMs, latency)),
  )}`;
}

function renderProgress({ samples }: RunRecord): Part {
  if (samples.length < 2) return html`<p class="nothing">The run was too short to be watched.</p> `;
  return [
    figure(renderChart(drawProgress(samples), 'column'), renderTable(tabulateMoments(samples))),
    fold('The same as a table', renderTable(tabulateProgress(samples))),
  ];
}

function renderServer({ server, samples }: RunRecord): Part {
  if (!server) return html`<p class="nothing">The server’s /metrics was out of reach.</p> `;
  const charts: (Chart | undefined)[] = [
    server.batches.some(({ count: times }) => times > 0) ? drawBatches(server) : undefined,
    drawServerProgress(samples),
  ];
  const pictures = charts.filter((chart) => chart !== undefined).map((chart) => renderChart(chart, 'column'));
  return figure(
    pictures.length > 0 ? pictures : html`<p class="nothing">No batch was written in this run.</p> `,
    renderTable(tabulateServer(server)),
  );
}

function renderSetting(
  { notes, eventId, scenario }: RunRecord,
  { machine, target, command: whole, runs }: RunReport,
): Part {
  const more = Object.entries(notes);
  // A server elsewhere needs its address and its organizer: only the whole command has them.
  const isOwnServer = !whole.includes('--target');
  const isOneOfMany = runs.some((other) => other.scenario !== scenario);
  return html`<p>Repeat it with</p>
    ${command(whole)}${
      isOneOfMany && isOwnServer
        ? html`<p>or only this scenario with</p>
            ${command(`npm run load -- ${scenario}`)}`
        : undefined
    }
    ${renderTable(tabulateMachine(machine, target))}
    ${more.length === 0 ? undefined : fold('Also noted by the driver', renderTable({ caption: 'Notes', columns: ['what', 'value'], rows: more }))}
    <p class="note">Event ${eventId}</p> `;
}
