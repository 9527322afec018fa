import { type Chart, COLOR, type Drawing, FAINT_TEXT, isNarrow, NAME_AXIS, VALUE_AXIS } from '#report/chart';
import { formatMs, formatNumber } from '#report/format';
import { type RunGroup } from '#report/groups';

const PERCENTILES = [
  { name: 'p50', color: COLOR.confirmed, symbol: 'circle', offset: -9 },
  { name: 'p95', color: COLOR.waiting, symbol: 'diamond', offset: 0 },
  { name: 'p99', color: COLOR.refused, symbol: 'triangle', offset: 9 },
] as const;

/** The least that a logarithmic axis shows, in milliseconds. */
const FLOOR_MS = 0.1;

const ROW_PX = 40;

/** Percentiles of every run, one row for each scenario and driver. */
export function drawSpread(groups: readonly RunGroup[]): Chart {
  const worst = Math.max(...groups.map(({ p99 }) => p99.most));
  return {
    alt: `Marks for p50, p95 and p99 of every run, one row for each scenario and driver. The highest p99 is ${formatMs(worst)}.`,
    draw: (width) => drawSpreadAt(groups, width),
  };
}

function drawSpreadAt(groups: readonly RunGroup[], width: number): Drawing {
  const narrow = isNarrow(width);
  return {
    height: 40 + groups.length * ROW_PX + 48,
    option: {
      legend: {
        top: 4,
        left: 0,
        padding: 0,
        itemWidth: 10,
        itemHeight: 10,
        itemGap: 16,
        textStyle: { color: COLOR.ink, fontFamily: 'inherit' },
      },
      grid: { left: narrow ? 116 : 200, right: 30, top: 36, bottom: 46, outerBoundsMode: 'none' },
      xAxis: {
        ...VALUE_AXIS,
        type: 'log',
        axisLabel: { ...FAINT_TEXT, formatter: formatNumber },
        name: 'response time, ms (steps of ten)',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: FAINT_TEXT,
      },
      yAxis: {
        ...NAME_AXIS,
        inverse: true,
        data: groups.map(({ scenario, driver }) => `${scenario}, ${driver}`),
        splitLine: { show: true, lineStyle: { color: COLOR.line } },
        axisLabel: {
          color: COLOR.ink,
          fontSize: narrow ? 12 : 13,
          fontFamily: 'inherit',
          width: narrow ? 100 : 190,
          overflow: 'break',
          interval: 0,
        },
      },
      series: PERCENTILES.map(({ name, color, symbol, offset }) => ({
        type: 'scatter',
        name,
        silent: true,
        symbol,
        symbolSize: 9,
        // Close percentiles would cover each other.
        symbolOffset: [0, offset],
        itemStyle: { color, opacity: 0.75 },
        data: groups.flatMap(({ runs }, row) => runs.map(({ latency }) => [Math.max(FLOOR_MS, latency[name]), row])),
      })),
    },
  };
}
