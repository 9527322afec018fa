import {
  type Chart,
  COLOR,
  type Drawing,
  isNarrow,
  NAME_AXIS,
  type Series,
  VALUE_AXIS,
  VALUE_LABEL,
} from '#report/chart';
import { formatNumber } from '#report/format';

/** One row of a bar chart: a name and its bars. */
export interface BarRow {
  readonly label: string;
  /** One per series; null where there is nothing to draw. */
  readonly values: readonly (number | null)[];
  /** Stands behind the last bar. */
  readonly remark?: string;
  readonly isStrong?: boolean;
}

export interface BarSeries {
  readonly name: string;
  readonly color: string;
}

export interface BarPicture {
  readonly alt: string;
  readonly series: readonly BarSeries[];
  readonly rows: readonly BarRow[];
  /** Instead of the series' colour, by row. */
  readonly colorOf?: (row: BarRow) => string;
  readonly isStacked?: boolean;
  readonly reference?: { readonly label: string; readonly value: number };
}

const BAR_PX = 16;
const LINE_PX = 16;
const CHARACTER_PX = 6.6;
const LEGEND_PX = 28;

/** Lying bars, one group for each row, with their values beside them. */
export function drawBars(picture: BarPicture): Chart {
  return { alt: picture.alt, draw: (width) => drawBarsAt(picture, width) };
}

function drawBarsAt({ series, rows, colorOf, isStacked = false, reference }: BarPicture, width: number): Drawing {
  const labelWidth = isNarrow(width) ? 104 : 190;
  const longest = Math.max(...rows.map(({ label }) => label.length), 1);
  const lines = Math.min(4, Math.ceil((longest * CHARACTER_PX) / labelWidth));
  const bars = isStacked ? 1 : series.length;
  const rowHeight = Math.max(bars * BAR_PX, lines * LINE_PX) + 14;
  const top = (series.length > 1 ? LEGEND_PX : 4) + (reference ? 18 : 0);
  const height = top + rows.length * rowHeight + 26;
  const room = Math.max(...rows.map((row) => textBeside(row, isStacked).length)) * CHARACTER_PX + 12;
  const left = Math.min(labelWidth, longest * CHARACTER_PX + 8) + 8;
  return {
    height,
    option: {
      legend: {
        show: series.length > 1,
        top: 0,
        left: 0,
        icon: 'rect',
        itemWidth: 14,
        itemHeight: 10,
        textStyle: { color: COLOR.ink },
      },
      grid: { left, right: Math.min(room, width * 0.4), top, bottom: 22, outerBoundsMode: 'none' },
      xAxis: {
        ...VALUE_AXIS,
        splitNumber: isNarrow(width) ? 2 : 4,
        ...(reference ? { max: (range: { max: number }) => Math.max(range.max, reference.value) } : {}),
      },
      yAxis: {
        ...NAME_AXIS,
        inverse: true,
        data: rows.map(({ label, isStrong = false }) => ({
          value: label,
          textStyle: { fontWeight: isStrong ? ('bold' as const) : ('normal' as const) },
        })),
        axisLabel: {
          color: COLOR.ink,
          fontSize: 13,
          fontFamily: 'inherit',
          width: labelWidth,
          overflow: 'break',
          interval: 0,
        },
      },
      series: series.map((one, index) =>
        toSeries({ one, index, rows, colorOf, isStacked, isLast: index === series.length - 1, reference }),
      ),
    },
  };
}

interface SeriesParts {
  readonly one: BarSeries;
  readonly index: number;
  readonly rows: readonly BarRow[];
  readonly colorOf: BarPicture['colorOf'];
  readonly isStacked: boolean;
  readonly isLast: boolean;
  readonly reference: BarPicture['reference'];
}

function toSeries({ one, index, rows, colorOf, isStacked, isLast, reference }: SeriesParts): Series {
  return {
    type: 'bar',
    name: one.name,
    silent: true,
    barWidth: BAR_PX - 2,
    barGap: '12%',
    // A bar of nothing but one answer in a thousand is still to be seen.
    barMinHeight: isStacked ? 0 : 2,
    ...(isStacked ? { stack: 'all' } : {}),
    itemStyle: { color: one.color },
    data: rows.map((row) => ({
      value: row.values[index] ?? 0,
      itemStyle: { color: colorOf?.(row) ?? one.color },
      label: {
        ...VALUE_LABEL,
        show: isStacked ? isLast : true,
        position: 'right' as const,
        fontWeight: row.isStrong === true ? ('bold' as const) : ('normal' as const),
        formatter: () => textOf(row, index, isStacked),
      },
    })),
    ...(reference && index === 0 ? { markLine: toMarkLine(reference) } : {}),
  };
}

const toMarkLine = ({ label, value }: { readonly label: string; readonly value: number }) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: COLOR.ink, type: 'dashed' as const, width: 1 },
  label: { formatter: () => label, position: 'end' as const, color: COLOR.ink, fontSize: 12, fontFamily: 'inherit' },
  data: [{ xAxis: value }],
});

/** Beside a stack: all its values; beside a bar of its own: its value, and the row's remark at the last one. */
function textOf({ values, remark = '' }: BarRow, index: number, isStacked: boolean): string {
  const told = isStacked ? values : values.slice(index, index + 1);
  const isLast = isStacked || index === values.length - 1;
  const measured = told.filter((value) => value !== null && value !== undefined).map(formatNumber);
  return [measured.join(' + '), isLast ? remark : ''].filter((text) => text !== '').join('  ');
}

const textBeside = (row: BarRow, isStacked: boolean): string =>
  row.values
    .map((_value, index) => textOf(row, index, isStacked))
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '');
