import {
  BarChart,
  type BarSeriesOption,
  LineChart,
  type LineSeriesOption,
  ScatterChart,
  type ScatterSeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  MarkLineComponent,
  type MarkLineComponentOption,
  TitleComponent,
  type TitleComponentOption,
} from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Html, html, trusted } from '#report/html';

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  SVGRenderer,
]);

export type Series = BarSeriesOption | LineSeriesOption | ScatterSeriesOption;

type ChartOption = ComposeOption<
  Series | GridComponentOption | LegendComponentOption | MarkLineComponentOption | TitleComponentOption
>;

/** A chart at one width. */
export interface Drawing {
  /** Pixels at the natural size. */
  readonly height: number;
  readonly option: ChartOption;
}

export interface Chart {
  /** What who cannot see it needs to know; the figures themselves stand in a table. */
  readonly alt: string;
  /** Called once for a desk and once for a phone. @param width in pixels */
  readonly draw: (width: number) => Drawing;
}

/** Names of the style sheet, so that a chart follows the theme of its reader. */
export const COLOR = {
  confirmed: 'var(--confirmed)',
  held: 'var(--held)',
  waiting: 'var(--waiting)',
  refused: 'var(--refused)',
  throttled: 'var(--throttled)',
  lost: 'var(--lost)',
  plain: 'var(--plain)',
  ink: 'var(--ink)',
  faint: 'var(--faint)',
  line: 'var(--line)',
} as const;

/** The page shows one of the two, by its width: text that is scaled with a picture is unreadable on a phone. */
const WIDTHS = { page: 1_040, column: 660, phone: 340 } as const;

/** Below this a chart is drawn for a phone. */
export const isNarrow = (width: number): boolean => width < 500;

/**
 * A chart as SVG, by Apache ECharts: text, lines and shapes, no script.
 * @param place on a desk: over the whole page, or in a column beside its figures
 */
export function renderChart({ alt, draw }: Chart, place: 'page' | 'column'): Html {
  const pictures = (['wide', 'narrow'] as const).map((name) => {
    const width = WIDTHS[name === 'narrow' ? 'phone' : place];
    return html`<div class="${name}">${trusted(toSvg(width, draw(width)))}</div>`;
  });
  return html`<div class="chart" role="img" aria-label="${alt}">${pictures}</div> `;
}

function toSvg(width: number, { height, option }: Drawing): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit', color: COLOR.ink }, ...option });
    return withoutHover(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** The library adds a style sheet for pointers, of use only with its script. */
const withoutHover = (svg: string): string =>
  svg.replaceAll(/<style[^>]*>[^]*?<\/style>/g, '').replaceAll(/ (class|ecmeta_\w+|pointer-events)="[^"]*"/g, '');

/** Text of axes and legends. */
export const FAINT_TEXT = { color: COLOR.faint, fontSize: 12, fontFamily: 'inherit' } as const;

/** An axis of values: thin lines behind the picture, no axis line of its own. */
export const VALUE_AXIS = {
  type: 'value',
  axisLabel: FAINT_TEXT,
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: COLOR.line } },
  splitNumber: 4,
} as const;

/** An axis of names. */
export const NAME_AXIS = {
  type: 'category',
  axisLine: { lineStyle: { color: COLOR.faint } },
  axisTick: { show: false },
} as const;

/** Text on or beside a bar; without the outline that the library adds in the bar's colour. */
export const VALUE_LABEL = {
  show: true,
  color: COLOR.ink,
  fontSize: 12,
  fontFamily: 'inherit',
  textBorderWidth: 0,
} as const;
