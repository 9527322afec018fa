import { useState } from 'react';
import { type EventResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { type LiveSeatMap } from '../seat-map/live-seat-map.js';
import { useSeatChanges, useSeatMap } from '../seat-map/use-seat-map.js';
import { Button } from '../ui/button.js';
import { SelectField } from '../ui/field.js';
import { ErrorState, Loading, Notice, ProblemNotice, Skeleton } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { planOf, type PlanRow, type PlanSeat } from './hall.js';
import { hallTexts } from './hall-texts.js';
import { SeatLegend } from './seat-legend.js';
import { SeatPlan } from './seat-plan.js';
import { useBlockSeats } from './use-block-seats.js';
import styles from './seats-view.module.css';

/** From here on a hall is shown section by section, and a long section in parts: a browser draws no more with ease. */
const SEATS_AT_ONCE = 1500;

/** The hall, with seats to be taken off sale and put back. */
export function SeatsView({ event }: { readonly event: EventResponse }) {
  const query = useSeatMap(event.id);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) {
    return (
      <>
        <Loading />
        <Skeleton height="28rem" />
      </>
    );
  }
  return <Hall event={event} map={query.data} />;
}

interface HallProps {
  readonly event: EventResponse;
  readonly map: LiveSeatMap;
}

function Hall({ event, map }: HallProps) {
  const t = useTexts(hallTexts);
  useSeatChanges(map);
  const rows = planOf(map);
  const window = useRowWindow(rows);
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const seats = rows.flatMap((row) => row.seats);
  const chosen = seats.filter(({ key, state }) => wanted.has(key) && isEditable(state));
  const keysIn = (state: PlanSeat['state']): string[] =>
    chosen.filter((seat) => seat.state === state).map(({ key }) => key);
  const [free, blocked] = [keysIn('free'), keysIn('blocked')];
  const blocking = useBlockSeats(event, ({ block = [], unblock = [] }) => {
    setWanted(new Set());
    toast(block.length > 0 ? t('blocked', { count: block.length }) : t('unblocked', { count: unblock.length }));
  });
  const isClosed = event.status === 'cancelled';
  return (
    <div className={styles.view}>
      <p className={styles.lead}>{t('blockLead')}</p>
      <Tools window={window} />
      <SeatPlan
        label={t('hall')}
        stage={t('stage')}
        rows={window.rows}
        pressed={new Set(chosen.map(({ key }) => key))}
        nameOf={({ number, state, accessible }, { section, row }) =>
          [t('seat', { section, row, number }), accessible && t('accessible'), t(`state_${state}`)]
            .filter(Boolean)
            .join(', ')
        }
        onPress={({ key, state }) => {
          if (!isEditable(state) || isClosed) return;
          const next = new Set(wanted);
          if (!next.delete(key)) next.add(key);
          setWanted(next);
        }}
      />
      {window.hasMore && <Button onClick={window.showMore}>{t('moreRows')}</Button>}
      <BlockProblem problem={blocking.problem} />
      <Deeds free={free} blocked={blocked} blocking={blocking} onClear={() => setWanted(new Set())} />
    </div>
  );
}

const isEditable = (state: PlanSeat['state']): boolean => state === 'free' || state === 'blocked';

function BlockProblem({ problem }: Pick<ReturnType<typeof useBlockSeats>, 'problem'>) {
  const t = useTexts(hallTexts);
  if (!problem) return null;
  if (problem.code === 'revision-stale') return <Notice tone="warn">{t('staleSeats')}</Notice>;
  if (problem.code === 'seat-taken') return <Notice tone="warn">{t('takenMeanwhile')}</Notice>;
  return <ProblemNotice problem={problem} />;
}

function Tools({ window }: { readonly window: RowWindow }) {
  const t = useTexts(hallTexts);
  return (
    <div className={styles.tools}>
      {window.sections.length > 1 && (
        <SelectField
          label={t('section')}
          value={window.section}
          onChange={({ target }) => window.setSection(target.value)}
        >
          {window.sections.map((section) => (
            <option key={section}>{section}</option>
          ))}
        </SelectField>
      )}
      <SeatLegend />
    </div>
  );
}

interface DeedsProps {
  /** Ids of the chosen seats that are free, and of those that are blocked. */
  readonly free: readonly string[];
  readonly blocked: readonly string[];
  readonly blocking: ReturnType<typeof useBlockSeats>;
  readonly onClear: () => void;
}

function Deeds({ free, blocked, blocking: { send, isPending }, onClear }: DeedsProps) {
  const t = useTexts(hallTexts);
  return (
    <div className={styles.deeds}>
      <Button look="primary" isBusy={isPending} disabled={free.length === 0} onClick={() => send({ block: [...free] })}>
        {t('block', { count: free.length })}
      </Button>
      <Button isBusy={isPending} disabled={blocked.length === 0} onClick={() => send({ unblock: [...blocked] })}>
        {t('unblock', { count: blocked.length })}
      </Button>
      {free.length + blocked.length > 0 && (
        <Button look="quiet" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
}

interface RowWindow {
  /** To choose from; one alone is no choice. */
  readonly sections: readonly string[];
  readonly section: string;
  readonly setSection: (section: string) => void;
  readonly rows: readonly PlanRow[];
  readonly hasMore: boolean;
  readonly showMore: () => void;
}

/** As much of a hall as can be drawn at once. */
function useRowWindow(rows: readonly PlanRow[]): RowWindow {
  const [chosen, setChosen] = useState<string>();
  const [parts, setParts] = useState(1);
  const isSmall = rows.reduce((sum, { seats }) => sum + seats.length, 0) <= SEATS_AT_ONCE;
  const sections = isSmall ? [] : [...new Set(rows.map(({ section }) => section))];
  const section = chosen ?? sections[0] ?? '';
  const all = isSmall ? rows : rows.filter((row) => row.section === section);
  const perRow = Math.max(1, ...all.map(({ seats }) => seats.length));
  const shown = isSmall ? all.length : Math.max(1, Math.floor(SEATS_AT_ONCE / perRow)) * parts;
  return {
    sections,
    section,
    setSection: (next) => {
      setChosen(next);
      setParts(1);
    },
    rows: all.slice(0, shown),
    hasMore: shown < all.length,
    showMore: () => setParts(parts + 1),
  };
}
