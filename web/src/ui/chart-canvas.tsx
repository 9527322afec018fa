import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import { useFormat } from '../i18n/format.js';
import { type ChartProps } from './chart-data.js';
import { useTheme } from './theme.js';

const LINE_WIDTH = 2.5;

/** Draws a chart on a canvas. New numbers are drawn into the old picture; other lines, sizes or themes need a new one. */
export function ChartCanvas({ times, series, height }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<UPlot>();
  const format = useFormat();
  const theme = useTheme();
  const lines = JSON.stringify(series.map(({ title, colour }) => ({ title, colour })));
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const shown = JSON.parse(lines) as Pick<ChartProps['series'][number], 'title' | 'colour'>[];
    const colourOf = (token: string): string => getComputedStyle(box).getPropertyValue(`--${token}`);
    const axis = { stroke: colourOf('color-ink-soft'), grid: { stroke: colourOf('color-line'), width: 1 } };
    const made = new UPlot(
      {
        width: box.clientWidth,
        height,
        series: [
          // Without a pointer on the chart there is no time to show.
          { value: (_, seconds) => (Number.isFinite(seconds) ? format.date(new Date(seconds * 1000), 'moment') : '–') },
          ...shown.map(({ title, colour }) => ({ label: title, stroke: colourOf(colour), width: LINE_WIDTH })),
        ],
        axes: [axis, { ...axis, values: (_, values) => values.map((value) => format.number(value)) }],
      },
      [[], ...shown.map(() => [])],
      box,
    );
    const observer = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height }));
    observer.observe(box);
    setPlot(made);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [format, height, lines, theme]);
  useEffect(() => {
    plot?.setData([[...times], ...series.map(({ values }) => [...values])]);
  }, [plot, series, times]);
  return <div ref={place} />;
}
