import { drawBars } from '#report/bars';
import { type BarChart, type BenchChart, type Line, type LineChart } from '#report/bench-record';
import { type Chart, COLOR, type Drawing, FAINT_TEXT, isNarrow, type Series, VALUE_AXIS } from '#report/chart';
import { formatNumber } from '#report/format';

/** Neighbours differ most; with dashes and marks nobody needs the colour alone. */
const OTHERS = [COLOR.waiting, COLOR.refused, COLOR.held, COLOR.throttled, COLOR.lost, COLOR.plain] as const;
const MARKS = [
  'circle',
  'diamond',
  'triangle',
  'rect',
  'emptyCircle',
  'emptyDiamond',
  'emptyTriangle',
  'emptyRect',
] as const;
const STROKES = ['solid', 'dashed', 'dotted'] as const;

/** Series that begin with one of these words look as they do on the pages of the runs. */
const MEANINGS: Readonly<Record<string, string>> = {
  sold: COLOR.confirmed,
  waitlisted: COLOR.waiting,
  waiting: COLOR.waiting,
  refused: COLOR.refused,
};

const CHARACTER_PX = 6.6;
const LEGEND_ITEM_PX = 60;
const LEGEND_ROW_PX = 22;

export const drawBenchChart = (chart: BenchChart): Chart =>
  chart.kind === 'bars' ? drawBarChart(chart) : { alt: describeLines(chart), draw: (width) => drawLines(chart, width) };

function drawBarChart({ title, unit, series, bars, stacked = false, reference }: BarChart): Chart {
  const rows = bars.map(({ isOurs = false, ...bar }) => ({ ...bar, isStrong: isOurs }));
  const told = bars.map(({ label, values, remark }) =>
    [label, values.map((value) => (value === null ? 'not measured' : formatNumber(value))).join(' and '), remark].join(
      ' ',
    ),
  );
  const single = series.length === 1;
  return drawBars({
    alt: `Bars: ${title}, ${unit}: ${told.join('; ')}.`,
    series: series.map((name, index) => ({ name, color: MEANINGS[name.split(' ')[0] ?? ''] ?? colorAt(index) })),
    rows,
    // One series: the colour tells ours from theirs. Several: it tells the series, and ours is bold.
    ...(single ? { colorOf: ({ isStrong = false }) => (isStrong ? COLOR.confirmed : COLOR.plain) } : {}),
    isStacked: stacked,
    ...(reference ? { reference } : {}),
  });
}

const colorAt = (index: number): string =>
  index === 0 ? COLOR.confirmed : (OTHERS[(index - 1) % OTHERS.length] ?? COLOR.plain);

const describeLines = ({ title, unit, xTitle, lines }: LineChart): string =>
  `Lines: ${title}, ${unit}, over ${xTitle}: ${lines
    .map(
      ({ label, points }) =>
        `${label} ${points.map(({ x, y }) => `${formatNumber(y)} at ${formatNumber(x)}`).join(', ')}`,
    )
    .join('; ')}.`;

function drawLines({ xTitle, xScale = 'linear', lines }: LineChart, width: number): Drawing {
  const top = 12 + legendRows(lines, width) * LEGEND_ROW_PX;
  return {
    height: top + (isNarrow(width) ? 190 : 240) + 50,
    option: {
      legend: {
        top: 0,
        left: 0,
        padding: 0,
        itemWidth: 28,
        itemHeight: 8,
        // The reader's font may be wider than the library supposes.
        itemGap: 24,
        textStyle: { color: COLOR.ink, fontSize: 12, fontFamily: 'inherit' },
      },
      grid: { left: 56, right: 20, top, bottom: 50, outerBoundsMode: 'none' },
      xAxis: {
        ...VALUE_AXIS,
        type: xScale === 'log' ? 'log' : 'value',
        splitLine: { show: false },
        splitNumber: isNarrow(width) ? 3 : 6,
        axisLine: { show: true, onZero: false, lineStyle: { color: COLOR.faint } },
        axisLabel: { ...FAINT_TEXT, formatter: formatNumber, hideOverlap: true },
        name: xTitle,
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: FAINT_TEXT,
      },
      yAxis: { ...VALUE_AXIS, min: 0, axisLabel: { ...FAINT_TEXT, formatter: formatNumber } },
      series: lines.map(toSeries),
    },
  };
}

/** ECharts wraps its legend, and does not tell how far down it got. */
function legendRows(lines: readonly Line[], width: number): number {
  let rows = 1;
  let used = 0;
  for (const { label } of lines) {
    const item = label.length * CHARACTER_PX + LEGEND_ITEM_PX;
    if (used > 0 && used + item > width) [rows, used] = [rows + 1, 0];
    used += item;
  }
  return rows;
}

function toSeries({ label, points, isOurs = false }: Line, index: number): Series {
  const color = isOurs ? COLOR.confirmed : colorAt(index + 1);
  return {
    type: 'line',
    name: label,
    silent: true,
    symbol: MARKS[index % MARKS.length] ?? 'circle',
    symbolSize: 8,
    lineStyle: { color, width: isOurs ? 3 : 2, type: isOurs ? 'solid' : (STROKES[index % STROKES.length] ?? 'solid') },
    itemStyle: { color },
    data: points.map(({ x, y }) => [x, y]),
  };
}
