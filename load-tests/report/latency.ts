import { type Chart, COLOR, type Drawing, FAINT_TEXT, isNarrow, VALUE_AXIS } from '#report/chart';
import { formatMs, formatNumber, formatShare } from '#report/format';
import { type Table } from '#report/table';
import { type Latency } from '#run-record';

const BINS = 28;
/** A tail longer than this many p99 would press all the rest into one column. */
const TAIL = 4;

/** Narrower columns would show the clock. */
const STEP_MIN_MS = 0.05;

/** Answer times in columns of equal width. */
export interface Histogram {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  /** Shares of all answers, 0 to 1. */
  readonly shares: readonly number[];
  /** Answers beyond the last column, as a share. */
  readonly beyond: number;
}

/** Sorts latencies into columns. @param latenciesMs ascending, at least one */
export function toHistogram(latenciesMs: readonly number[], { p99, max }: Latency): Histogram {
  const last = max > TAIL * p99 && p99 > 0 ? 2 * p99 : max;
  const fastest = latenciesMs[0] ?? 0;
  // Answers that took all about as long are spread over the whole width instead of sharing two columns.
  const first = fastest > last / 3 ? fastest : 0;
  const stepMs = niceStep(Math.max(STEP_MIN_MS, (last - first) / BINS));
  const startMs = Math.floor(first / stepMs) * stepMs;
  const columns = Math.max(1, Math.ceil((last - startMs) / stepMs));
  const endMs = startMs + columns * stepMs;
  const counts = Array.from({ length: columns }, () => 0);
  const drawn = latenciesMs.filter((ms) => ms <= endMs);
  for (const ms of drawn) {
    const column = Math.min(columns - 1, Math.floor((ms - startMs) / stepMs));
    counts[column] = (counts[column] ?? 0) + 1;
  }
  const all = latenciesMs.length;
  return { startMs, endMs, stepMs, shares: counts.map((times) => times / all), beyond: (all - drawn.length) / all };
}

/** The next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, … not below the value. */
function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8].find((step) => step * power >= value) ?? 10) * power;
}

/** What the picture leaves out, in words; empty when it shows every answer. */
export const describeTail = ({ beyond, endMs }: Histogram, { max }: Latency): string =>
  beyond === 0
    ? ''
    : `${formatShare(beyond)} of the answers took longer than ${formatMs(endMs)}, up to ${formatMs(max)}; they are not drawn.`;

export function drawHistogram(histogram: Histogram, latency: Latency): Chart {
  const alt = `Histogram of response times: half of the answers within ${formatMs(latency.p50)}, 99 of 100 within ${formatMs(latency.p99)}.`;
  return { alt, draw: (width) => drawHistogramAt(histogram, latency, width) };
}

function drawHistogramAt(histogram: Histogram, { p50, p95, p99 }: Latency, width: number): Drawing {
  const { startMs, endMs, stepMs, shares } = histogram;
  const marks = [toMark('p50', p50, 2), toMark('p95', p95, 17), toMark('p99', p99, 32)];
  return {
    height: 270,
    option: {
      grid: { left: 44, right: 16, top: 58, bottom: 46, outerBoundsMode: 'none' },
      xAxis: {
        ...VALUE_AXIS,
        min: startMs,
        max: endMs,
        splitNumber: isNarrow(width) ? 4 : 7,
        splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: COLOR.faint } },
        axisLabel: { ...FAINT_TEXT, formatter: formatNumber, showMinLabel: startMs === 0, showMaxLabel: false },
        name: 'response time, ms',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: FAINT_TEXT,
      },
      yAxis: { ...VALUE_AXIS, axisLabel: { ...FAINT_TEXT, formatter: (share: number) => `${formatNumber(share)} %` } },
      series: {
        type: 'bar',
        silent: true,
        barWidth: Math.max(1, (width - 60) / shares.length - 1),
        itemStyle: { color: COLOR.confirmed },
        data: shares.map((share, index) => [startMs + (index + 0.5) * stepMs, share * 100]),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: COLOR.ink, type: 'dashed', width: 1 },
          data: marks
            .filter(({ xAxis }) => xAxis <= endMs)
            // At the right edge there is room to the left only.
            .map(({ xAxis, label }) => ({
              xAxis,
              label: { ...label, align: xAxis > (startMs + endMs) / 2 ? ('right' as const) : ('left' as const) },
            })),
        },
      },
    },
  };
}

/** Labels at three heights, so that close percentiles do not cover each other. */
const toMark = (name: string, ms: number, distance: number) => ({
  xAxis: ms,
  label: {
    formatter: () => `${name} ${formatMs(ms)}`,
    position: 'end' as const,
    distance,
    color: COLOR.ink,
    fontSize: 12,
    fontFamily: 'inherit',
  },
});

/** Percentiles of a run, of full answers. @param latenciesMs ascending */
export function tabulateLatency(latenciesMs: readonly number[], { mean, p50, p95, p99, max }: Latency): Table {
  const rank = (share: number): number | undefined =>
    latenciesMs[Math.max(0, Math.ceil(share * latenciesMs.length) - 1)];
  const rows: [string, number | undefined][] = [
    ['fastest', latenciesMs[0]],
    ['p50, the median', p50],
    ['p75', rank(0.75)],
    ['p90', rank(0.9)],
    ['p95', p95],
    ['p99', p99],
    ['slowest', max],
    ['mean', mean],
  ];
  return {
    caption: 'Percentiles',
    columns: ['of all answers', 'within'],
    rows: rows.map(([name, ms]) => [name, ms === undefined ? null : formatMs(ms)]),
    numeric: [1],
  };
}
