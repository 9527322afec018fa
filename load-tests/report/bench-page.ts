import { drawBenchChart } from '#report/bench-charts';
import { type BenchChart, type BenchReport, type BenchSection } from '#report/bench-record';
import { renderChart } from '#report/chart';
import { formatInstant } from '#report/format';
import { html, type Html } from '#report/html';
import { command, note, renderPage, section } from '#report/page';
import { renderTable } from '#report/table';

/** The page of a bench. */
export function renderBenchPage({ title, summary, startedAt, command: whole, facts, sections }: BenchReport): string {
  return renderPage({
    title,
    kicker: html`Rowlock · measured on <time datetime="${startedAt}">${formatInstant(startedAt)}</time>`,
    lead: summary,
    body: [
      sections.map((one, index) => renderSection(one, `section-${index + 1}`)),
      section(
        'setting',
        'Where and how',
        html`<p>Repeat it with</p>`,
        command(whole),
        renderTable({ caption: 'Machine and versions', columns: ['what', 'which'], rows: Object.entries(facts) }),
      ),
    ],
  });
}

const renderSection = ({ title, note: text = '', charts, table }: BenchSection, id: string): Html =>
  section(
    id,
    title,
    note(text),
    html`<div class="charts">${charts.map(renderBenchChart)}</div>`,
    table && renderTable({ caption: `Figures: ${title}`, columns: table.columns, rows: table.rows, isStacking: true }),
  );

function renderBenchChart(chart: BenchChart): Html {
  const hint = chart.better === undefined ? '' : `, ${chart.better} is better`;
  return html`<div class="titled">
    <h3>${chart.title} <span>${chart.unit}${hint}</span></h3>
    ${renderChart(drawBenchChart(chart), 'page')} ${note(chart.note ?? '')}
  </div> `;
}
