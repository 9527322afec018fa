import {
  type Chart,
  COLOR,
  type Drawing,
  FAINT_TEXT,
  isNarrow,
  NAME_AXIS,
  type Series,
  VALUE_AXIS,
  VALUE_LABEL,
} from '#report/chart';
import { formatNumber } from '#report/format';

/** One row of a bar chart: a name and its bars. */
interface BarRow {
  readonly label: string;
  /** One per series; null where there is nothing to draw. */
  readonly values: readonly (number | null)[];
  /** Stands behind the last bar. */
  readonly remark?: string;
  readonly isStrong?: boolean;
}

interface BarSeries {
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
const NAME_CHARACTER_PX = 8;
/** The reader's font may be this much wider than the library supposes. */
const FONT_RESERVE = 1.15;
/** Longer names take several lines. */
const NAMES_MAX_PX = 180;
const LEGEND_PX = 28;
const FOOT_PX = 24;

/** Lying bars, one group for each row, with their values beside them. */
export function drawBars(picture: BarPicture): Chart {
  return { alt: picture.alt, draw: (width) => drawBarsAt(picture, width) };
}

function drawBarsAt(picture: BarPicture, width: number): Drawing {
  const { series, rows, isStacked = false, reference } = picture;
  const hasLegend = series.length > 1;
  const top = (hasLegend ? LEGEND_PX : 4) + (reference ? 18 : 0);
  const narrow = isNarrow(width);
  const names = placeNames(picture, narrow);
  const room = Math.max(...rows.map((row) => longestText(row, isStacked).length)) * CHARACTER_PX + 12;
  return {
    height: top + rows.length * names.rowHeight + FOOT_PX,
    option: {
      legend: {
        show: hasLegend,
        data: series.map(({ name }) => name),
        itemGap: 20,
        top: 0,
        left: 0,
        padding: 0,
        icon: 'rect',
        itemWidth: 14,
        itemHeight: 10,
        textStyle: { color: COLOR.ink, fontSize: 12, fontFamily: 'inherit' },
      },
      grid: { left: names.left, right: Math.min(room, width * 0.45), top, bottom: FOOT_PX, outerBoundsMode: 'none' },
      xAxis: {
        ...VALUE_AXIS,
        splitNumber: narrow ? 2 : 4,
        axisLabel: { ...FAINT_TEXT, formatter: formatNumber },
        ...(reference ? { max: (range: { max: number }) => Math.max(range.max, reference.value) } : {}),
      },
      yAxis: {
        ...NAME_AXIS,
        inverse: true,
        data: rows.map(({ label, isStrong = false }) => ({
          value: label,
          textStyle: { fontWeight: isStrong ? ('bold' as const) : ('normal' as const) },
        })),
        axisLabel: names.axisLabel,
      },
      series: [...(narrow ? [toNameSeries(rows)] : []), ...series.map((_one, index) => toSeries(picture, index))],
    },
  };
}

const NAME_TEXT = { color: COLOR.ink, fontSize: 13, lineHeight: 15, fontFamily: 'inherit' } as const;

/** Names stand beside their bars where there is room, above them on a phone. */
function placeNames({ rows, series, isStacked = false }: BarPicture, narrow: boolean) {
  const barsHeight = (isStacked ? 1 : series.length) * BAR_PX;
  if (narrow) return { left: 6, rowHeight: barsHeight + BAR_PX + 18, axisLabel: { show: false } };
  const longest = Math.max(...rows.map(({ label }) => label.length), 1) * NAME_CHARACTER_PX;
  const lines = Math.ceil(longest / NAMES_MAX_PX);
  return {
    left: Math.min(NAMES_MAX_PX * FONT_RESERVE, longest) + 12,
    rowHeight: Math.max(barsHeight, lines * LINE_PX) + 14,
    axisLabel: { ...NAME_TEXT, interval: 0, width: NAMES_MAX_PX, overflow: 'break' as const },
  };
}

/** Names above their bars, as labels of bars of no length. */
const toNameSeries = (rows: readonly BarRow[]): Series => ({
  type: 'bar',
  silent: true,
  barWidth: BAR_PX - 2,
  data: rows.map(({ label, isStrong = false }) => ({
    value: 0,
    label: {
      ...VALUE_LABEL,
      ...NAME_TEXT,
      position: 'right' as const,
      distance: 0,
      fontWeight: isStrong ? ('bold' as const) : ('normal' as const),
      formatter: () => label,
    },
  })),
});

function toSeries({ series, rows, colorOf, isStacked = false, reference }: BarPicture, index: number): Series {
  const { name = '', color = COLOR.plain } = series[index] ?? {};
  const isLast = index === series.length - 1;
  return {
    type: 'bar',
    name,
    silent: true,
    barWidth: BAR_PX - 2,
    barGap: '12%',
    // One answer in a thousand is still to be seen.
    barMinHeight: isStacked ? 0 : 2,
    ...(isStacked ? { stack: 'all' } : {}),
    itemStyle: { color },
    data: rows.map((row) => ({
      // Without a value there is still a remark to place.
      value: row.values[index] ?? 0,
      // Nothing is no bar of the least width.
      itemStyle: { color: (row.values[index] ?? 0) === 0 ? 'transparent' : (colorOf?.(row) ?? color) },
      label: {
        ...VALUE_LABEL,
        show: isLast || !isStacked,
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
  label: { formatter: () => label, position: 'start' as const, color: COLOR.ink, fontSize: 12, fontFamily: 'inherit' },
  data: [{ xAxis: value }],
});

/** Beside a stack: all its values; beside a bar of its own: its value, and the row's remark at the last one. */
function textOf({ values, remark = '' }: BarRow, index: number, isStacked: boolean): string {
  const told = isStacked ? values : values.slice(index, index + 1);
  const isLast = isStacked || index === values.length - 1;
  const measured = told.filter((value) => value !== null).map(formatNumber);
  const known = measured.length === 0 && remark === '' ? 'not measured' : measured.join(' + ');
  return [known, isLast ? remark : ''].filter((text) => text !== '').join(' · ');
}

const longestText = (row: BarRow, isStacked: boolean): string =>
  row.values
    .map((_value, index) => textOf(row, index, isStacked))
    .reduce((longest, text) => (text.length > longest.length ? text : longest), '');
