import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import { type DateStyle, type Format, useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { type ChartProps } from './chart-data.js';
import { useTheme } from './theme.js';
import { uiTexts } from './ui-texts.js';

const LINE_WIDTH = 2.5;
/** In pixels, for `18:00:07` and some air. */
const LABEL_WIDTH = 84;
/** Seats and people come whole: 1, 2, 5, 10 … */
const WHOLE_STEPS = [1, 10, 100, 1000, 10_000, 100_000].flatMap((step) => [step, 2 * step, 5 * step]);
const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** As much of a moment as tells one tick from the next. */
function styleOf(stepSeconds: number): DateStyle {
  if (stepSeconds < MINUTE_SECONDS) return 'second';
  return stepSeconds < DAY_SECONDS ? 'time' : 'dayAndMonth';
}

type Line = Pick<ChartProps['series'][number], 'title' | 'colour'>;

interface Look {
  readonly box: HTMLElement;
  readonly lines: readonly Line[];
  readonly height: number;
  readonly format: Format;
  /** What the axis of time is called. */
  readonly time: string;
}

function optionsOf({ box, lines, height, format, time }: Look): UPlot.Options {
  const colourOf = (token: string): string => getComputedStyle(box).getPropertyValue(`--${token}`);
  const axis = { stroke: colourOf('color-ink-soft'), grid: { stroke: colourOf('color-line'), width: 1 } };
  // Without a pointer on the chart the latest numbers are read off.
  const read = (write: (value: number) => string) => (plot: UPlot, pointed: number | null, line: number) => {
    const value = pointed ?? plot.data[line]?.at(-1);
    return value !== null && Number.isFinite(value) ? write(Number(value)) : '–';
  };
  const moment = (style: DateStyle) => (seconds: number) => format.date(new Date(seconds * 1000), style);
  const number = (value: number): string => format.number(value);
  return {
    width: box.clientWidth,
    height,
    series: [
      { label: time, value: read(moment('moment')) },
      ...lines.map(({ title, colour }) => ({
        label: title,
        stroke: colourOf(colour),
        width: LINE_WIDTH,
        value: read(number),
      })),
    ],
    // From nothing: half of a chart is no half otherwise. A line of zeros lies at its foot.
    scales: { y: { range: (_, _least, most) => UPlot.rangeNum(0, Math.max(1, most), 0.1, true) } },
    axes: [
      {
        ...axis,
        space: LABEL_WIDTH,
        // Within a second all ticks would read the same.
        values: (_, ticks, _axis, _space, step) =>
          ticks.map(moment(styleOf(step))).map((label, index, all) => (label === all[index - 1] ? null : label)),
      },
      { ...axis, incrs: WHOLE_STEPS, values: (_, values) => values.map(number) },
    ],
  };
}

/** Draws a chart on a canvas. New numbers are drawn into the old picture; other lines, sizes or themes need a new one. */
export function ChartCanvas({ times, series, height }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<UPlot>();
  const format = useFormat();
  const theme = useTheme();
  const time = useTexts(uiTexts)('time');
  const look = JSON.stringify(series.map(({ title, colour }) => ({ title, colour })));
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const lines = JSON.parse(look) as Line[];
    const made = new UPlot(optionsOf({ box, lines, height, format, time }), [[], ...lines.map(() => [])], box);
    const observer = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height }));
    observer.observe(box);
    setPlot(made);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [format, height, look, theme, time]);
  useEffect(() => {
    plot?.setData([[...times], ...series.map(({ values }) => [...values])]);
  }, [plot, series, times]);
  return <div ref={place} />;
}
