import { type Chart, COLOR, FAINT_TEXT, isNarrow, NAME_AXIS, VALUE_AXIS, VALUE_LABEL } from '#report/chart';
import { formatBytes, formatMs, formatNumber } from '#report/format';
import { type Cell, named, type Table } from '#report/table';
import { type Bar, type ServerFigures } from '#run-record';

/** How many commands shared one versioned write. @param batches at least one that is not empty */
export function drawBatches({ batches, batchCount, commandCount }: ServerFigures): Chart {
  const bars = nameBars(batches);
  const first = bars.findIndex(({ count }) => count > 0);
  const last = bars.findLastIndex(({ count }) => count > 0);
  const shown = bars.slice(first, last + 1);
  const mean = formatNumber(commandCount / batchCount);
  return {
    alt: `Bars: ${formatNumber(commandCount)} commands in ${formatNumber(batchCount)} batches, ${mean} on average.`,
    draw: (width) => ({
      height: 230,
      option: {
        grid: { left: 44, right: 12, top: 24, bottom: 44, outerBoundsMode: 'none' },
        xAxis: {
          ...NAME_AXIS,
          data: shown.map(({ name }) => name),
          axisLabel: { ...FAINT_TEXT, interval: isNarrow(width) ? 'auto' : 0 },
          name: 'commands in one batch',
          nameLocation: 'middle',
          nameGap: 26,
          nameTextStyle: FAINT_TEXT,
        },
        yAxis: { ...VALUE_AXIS, minInterval: 1, axisLabel: { ...FAINT_TEXT, formatter: formatNumber } },
        series: {
          type: 'bar',
          silent: true,
          barMaxWidth: 56,
          barMinHeight: 2,
          itemStyle: { color: COLOR.confirmed },
          label: { ...VALUE_LABEL, position: 'top' },
          data: shown.map(({ count }) => (count === 0 ? '-' : count)),
        },
      },
    }),
  };
}

/** `1`, `2–4`, `5–8`, …, `over 512` for upper ends 1, 4, 8, …, none. */
export function nameBars(bars: readonly Bar[]): { readonly name: string; readonly count: number }[] {
  return bars.map(({ upTo, count }, index) => {
    const above = index === 0 ? 0 : (bars[index - 1]?.upTo ?? 0);
    if (upTo === null) return { name: `over ${above}`, count };
    return { name: upTo - above <= 1 ? String(upTo) : `${above + 1}–${upTo}`, count };
  });
}

/** What the server says about a run. */
export function tabulateServer(server: ServerFigures): Table {
  const { conflicts, retries, contendedEnrolments, batchCount, commandCount, cpuSeconds, rssBytes } = server;
  const perBatch = batchCount === 0 ? null : commandCount / batchCount;
  const rows: [string, string, Cell][] = [
    ['conflicts', 'versioned writes that lost to another writer', conflicts],
    ['retries', 'requests sent round again for it', retries],
    ['contended enrolments', 'waitlisted because their tries were used up', contendedEnrolments],
    ['batches', 'versioned writes, each one commit', batchCount],
    ['commands', 'in those batches', commandCount],
    ['commands per batch', 'that shared one commit, on average', perBatch],
    ['throttled', 'answers 429', server.answersByStatus['429'] ?? 0],
    ['shed', 'answers 503', server.answersByStatus['503'] ?? 0],
    ['processor time', 'of the server', formatMs(cpuSeconds * 1_000)],
    ['memory', 'of the server, before → after', `${formatBytes(rssBytes.before)} → ${formatBytes(rssBytes.after)}`],
  ];
  return {
    caption: 'Figures of the server',
    columns: ['what', 'value'],
    rows: rows.map(([name, meaning, value]) => [named(name, meaning), value]),
    numeric: [1],
  };
}
