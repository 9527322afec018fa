import { type Chart, COLOR, type Drawing, FAINT_TEXT, isNarrow, type Series, VALUE_AXIS } from '#report/chart';
import { formatNumber } from '#report/format';

export interface PanelLine {
  readonly name: string;
  readonly color: string;
  /** Tells lines apart without colour. */
  readonly stroke?: 'solid' | 'dashed' | 'dotted';
  readonly isFilled?: boolean;
  /** One value per moment; null where nothing is known, which the line passes over. */
  readonly values: readonly (number | null)[];
}

/** One of several charts above each other that share their time. */
export interface Panel {
  readonly title: string;
  readonly lines: readonly PanelLine[];
  readonly reference?: { readonly label: string; readonly value: number };
}

export interface Timeline {
  readonly alt: string;
  readonly xTitle: string;
  readonly moments: readonly number[];
  readonly panels: readonly Panel[];
}

const HEAD_PX = 30;
const PLOT_PX = { first: 150, others: 92 } as const;
const FOOT_PX = 44;
const GAP_PX = 16;
const LEFT_PX = 52;
const RIGHT_PX = 14;

/** Panels above each other over the same time, the first one tallest. */
export function drawTimeline(timeline: Timeline): Chart {
  return { alt: timeline.alt, draw: (width) => drawTimelineAt(timeline, width) };
}

function drawTimelineAt({ xTitle, moments, panels }: Timeline, width: number): Drawing {
  const headOf = ({ lines }: Panel): number => HEAD_PX + (isNarrow(width) && lines.length > 1 ? 20 : 0);
  let next = 0;
  const places = panels.map((panel, index) => {
    const top = next + headOf(panel);
    const height = index === 0 ? PLOT_PX.first : PLOT_PX.others;
    const place = { head: next, top, height };
    next = top + height + GAP_PX;
    return place;
  });
  const isLast = (index: number): boolean => index === panels.length - 1;
  return {
    height: next - GAP_PX + FOOT_PX,
    option: {
      title: panels.map(({ title }, index) => ({
        text: title,
        left: 0,
        top: (places[index]?.head ?? 0) + 4,
        padding: 0,
        textStyle: { fontSize: 13, fontWeight: 'bold' as const, fontFamily: 'inherit', color: COLOR.ink },
      })),
      legend: panels.map(({ lines }, index) => ({
        show: lines.length > 1,
        data: lines.map(({ name }) => name),
        top: (places[index]?.head ?? 0) + (isNarrow(width) ? 22 : 2),
        ...(isNarrow(width) ? { left: 0 } : { right: 8 }),
        padding: 0,
        itemWidth: 24,
        // Leaves the line and takes the dot of a mark away that no line of ours has.
        itemHeight: 2,
        textStyle: { color: COLOR.ink, fontSize: 12, fontFamily: 'inherit' },
      })),
      grid: places.map(({ top, height }) => ({
        left: LEFT_PX,
        right: RIGHT_PX,
        top,
        height,
        outerBoundsMode: 'none' as const,
      })),
      xAxis: panels.map((_panel, index) => ({ ...timeAxis(moments, xTitle, width, isLast(index)), gridIndex: index })),
      yAxis: panels.map((_panel, index) => ({
        ...VALUE_AXIS,
        gridIndex: index,
        min: 0,
        minInterval: 1,
        splitNumber: index === 0 ? 4 : 2,
        axisLabel: { ...FAINT_TEXT, formatter: formatNumber },
      })),
      series: panels.flatMap((panel, index) => toSeries(panel, index, moments)),
    },
  };
}

/** The same for all panels; only the last one is labelled. */
const timeAxis = (moments: readonly number[], title: string, width: number, isLabelled: boolean) => ({
  ...VALUE_AXIS,
  min: 0,
  max: moments.at(-1) ?? 1,
  splitLine: { show: false },
  splitNumber: isNarrow(width) ? 3 : 6,
  axisLine: { show: true, lineStyle: { color: COLOR.faint } },
  axisLabel: { ...FAINT_TEXT, show: isLabelled, formatter: formatNumber, showMaxLabel: false },
  name: isLabelled ? title : '',
  nameLocation: 'middle' as const,
  nameGap: 26,
  nameTextStyle: FAINT_TEXT,
});

const toSeries = ({ lines, reference }: Panel, index: number, moments: readonly number[]): Series[] =>
  lines.map((line, position) => ({
    type: 'line',
    name: line.name,
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    symbol: 'none',
    connectNulls: true,
    lineStyle: { color: line.color, width: 2.25, type: line.stroke ?? 'solid' },
    itemStyle: { color: line.color },
    ...(line.isFilled === true ? { areaStyle: { color: line.color, opacity: 0.14 } } : {}),
    data: line.values.map((value, at) => [moments[at] ?? 0, value ?? '-']),
    ...(reference && position === 0
      ? {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: COLOR.faint, type: 'dashed' as const, width: 1 },
            label: { ...FAINT_TEXT, formatter: () => reference.label, position: 'insideEndTop' as const },
            data: [{ yAxis: reference.value }],
          },
        }
      : {}),
  }));
