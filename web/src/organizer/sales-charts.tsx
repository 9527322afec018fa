import { useMemo } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Chart } from '../ui/chart.js';
import { type ChartProps } from '../ui/chart-data.js';
import { classNames } from '../ui/class-names.js';
import { Card } from '../ui/page.js';
import { Outcomes } from './outcomes.js';
import { salesTexts } from './sales-texts.js';
import { type Figures } from './use-figures.js';
import styles from './sales-view.module.css';

const HEIGHT = 220;

/** The sale over time, and how the server kept up. */
export function SalesCharts({ figures }: { readonly figures: Figures }) {
  const t = useTexts(salesTexts);
  const { history, samples, server } = figures;
  const times = useMemo(() => history.map(({ recordedAt }) => Date.parse(recordedAt) / 1000), [history]);
  const sampleTimes = useMemo(() => samples.map(({ atMs }) => atMs / 1000), [samples]);
  return (
    <div className={styles.charts}>
      <ChartCard
        isWide
        title={t('soldOverTime')}
        times={times}
        series={[
          { title: t('sold'), colour: 'color-accent', values: history.map(({ seatsConfirmed }) => seatsConfirmed) },
          { title: t('held'), colour: 'color-warn', values: history.map(({ seatsHeld }) => seatsHeld) },
          { title: t('capacity'), colour: 'color-link', values: history.map(({ capacity }) => capacity) },
        ]}
      />
      <Outcomes server={server} />
      <ChartCard
        title={t('waitlistOverTime')}
        times={times}
        series={[{ title: t('waiting'), colour: 'color-warn', values: history.map(({ waiting }) => waiting) }]}
      />
      <ChartCard
        title={t('batches')}
        lead={t('batchLead')}
        times={times}
        series={[{ title: t('batches'), colour: 'color-good', values: history.map(({ changes }) => changes) }]}
      />
      <ChartCard
        title={t('conflicts')}
        lead={t('conflictsLead', { conflicts: server.conflicts })}
        times={sampleTimes}
        series={[{ title: t('conflicts'), colour: 'color-accent', values: samples.map(({ conflicts }) => conflicts) }]}
      />
    </div>
  );
}

interface ChartCardProps extends Pick<ChartProps, 'times' | 'series'> {
  readonly title: string;
  readonly lead?: string;
  readonly isWide?: boolean;
}

function ChartCard({ title, lead, times, series, isWide = false }: ChartCardProps) {
  const t = useTexts(salesTexts);
  const words = useChartWords();
  return (
    <Card className={classNames(styles.card, isWide && styles.wide)}>
      <h2>{title}</h2>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {times.length < 2 ? (
        <p className={styles.tooShort}>{t('tooShort')}</p>
      ) : (
        <Chart label={series.map(words).join(' ')} times={times} series={series} height={HEIGHT} />
      )}
    </Card>
  );
}

/** What a line shows, for those who do not see it. */
function useChartWords(): (series: ChartProps['series'][number]) => string {
  const t = useTexts(salesTexts);
  const format = useFormat();
  return ({ title, values }) => {
    const known = values.filter((value) => value !== null);
    const write = (value: number | undefined): string => format.number(value ?? 0);
    const [least, most] = [Math.min(...known), Math.max(...known)];
    return t('chartWords', { title, value: write(known.at(-1)), least: write(least), most: write(most) });
  };
}
