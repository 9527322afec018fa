import { drawBenchChart } from '#report/bench-charts';
import { type BenchChart, type BenchReport, type BenchSection } from '#report/bench-record';
import { renderChart } from '#report/chart';
import { formatInstant } from '#report/format';
import { html, type Html } from '#report/html';
import { command, mark, note, renderPage, section } from '#report/page';
import { type Cell, renderTable } from '#report/table';

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
    charts.length > 0 ? html`<div class="charts">${charts.map(renderBenchChart)}</div>` : undefined,
    table &&
      renderTable({
        caption: `Figures: ${title}`,
        columns: table.columns,
        rows: table.rows.map((row) => row.map(toCell)),
        isStacking: true,
      }),
  );

/** A lone mark gets its colour, and a word for who cannot see it. */
function toCell(cell: string | number | null): Cell {
  if (cell === '✔') return html`<span class="whole passed">${mark(true)} holds</span>`;
  return cell === '✘' ? html`<span class="whole failed">${mark(false)} missed</span>` : cell;
}

function renderBenchChart(chart: BenchChart): Html {
  const hint = chart.better === undefined ? '' : `, ${chart.better} is better`;
  return html`<div class="titled">
    <h3>${chart.title} <span>${chart.unit}${hint}</span></h3>
    ${renderChart(drawBenchChart(chart), 'page')} ${note(chart.note ?? '')}
  </div> `;
}
