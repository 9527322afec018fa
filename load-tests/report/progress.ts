import { type Chart, COLOR } from '#report/chart';
import { formatMs, formatNumber, toMib } from '#report/format';
import { drawTimeline, type Panel, type PanelLine } from '#report/panels';
import { type Table } from '#report/table';
import { type Sample } from '#run-record';

const ROWS = 12;

/** So many rates can be told apart in a picture; more are smoothed. */
const SPEED_STEPS = 60;

/** A shorter run tells nothing about memory, and its conflicts stand in the table. */
const LONG_MS = 20_000;

/** A unit for the time of a run, so that the axis has few digits. */
function unitFor(ms: number): { readonly name: string; readonly ms: number } {
  if (ms < 3_000) return { name: 'ms', ms: 1 };
  return ms < 300_000 ? { name: 's', ms: 1_000 } : { name: 'min', ms: 60_000 };
}

/** Seats, people and speed over the time of a run. @param samples at least two */
export function drawProgress(samples: readonly Sample[]): Chart {
  return drawMoving(withoutIdleEnd(samples));
}

/** A run is watched until its event is read once more; the picture ends when nothing happens any longer. */
function withoutIdleEnd(samples: readonly Sample[]): readonly Sample[] {
  const stateOf = ({ answered, seatsConfirmed, seatsHeld, waiting }: Sample): string =>
    [answered, seatsConfirmed, seatsHeld, waiting].join();
  const last = samples.at(-1);
  const end = samples.findIndex((sample) => last !== undefined && stateOf(sample) === stateOf(last));
  return samples.slice(0, Math.max(2, end + 2));
}

function drawMoving(samples: readonly Sample[]): Chart {
  const last = samples.at(-1);
  const unit = unitFor(last?.atMs ?? 0);
  return drawTimeline({
    alt: `Lines over time. At the end: ${formatNumber(last?.seatsConfirmed ?? 0)} seats sold, ${formatNumber(last?.waiting ?? 0)} parties waiting, ${formatNumber(last?.refused ?? 0)} requests refused.`,
    xTitle: `time since the first request, ${unit.name}`,
    moments: samples.map(({ atMs }) => atMs / unit.ms),
    panels: [seatPanel(samples), peoplePanel(samples), speedPanel(samples), latencyPanel(samples)].filter(
      ({ lines }) => lines.length > 0,
    ),
  });
}

/** Memory and lost races over the time of a run; nothing of a short run, or where `/metrics` was out of reach. */
export function drawServerProgress(samples: readonly Sample[]): Chart | undefined {
  const unit = unitFor(samples.at(-1)?.atMs ?? 0);
  const known = samples.filter(({ rssBytes }) => rssBytes !== undefined);
  if (known.length < 2 || (samples.at(-1)?.atMs ?? 0) < LONG_MS) return undefined;
  const memory = samples.map(({ rssBytes }) => (rssBytes === undefined ? null : toMib(rssBytes)));
  const conflicts = samples.map((sample) => sample.conflicts ?? null);
  return drawTimeline({
    alt: 'Lines over time: memory of the server and its lost versioned writes.',
    xTitle: `time since the first request, ${unit.name}`,
    moments: samples.map(({ atMs }) => atMs / unit.ms),
    panels: [
      { title: 'Memory of the server, MiB', lines: [line('memory', COLOR.confirmed, memory)] },
      { title: 'Conflicts so far', lines: [line('conflicts', COLOR.refused, conflicts)] },
    ],
  });
}

function seatPanel(samples: readonly Sample[]): Panel {
  const capacities = new Set(samples.map((one) => one.seatsConfirmed + one.seatsHeld + one.seatsFree));
  const [capacity = 0] = capacities;
  return {
    title: 'Seats',
    lines: [
      { ...line('sold', COLOR.confirmed, valuesOf(samples, 'seatsConfirmed')), isFilled: true },
      ...whereAny([{ ...line('held', COLOR.held, valuesOf(samples, 'seatsHeld')), stroke: 'dashed' as const }]),
    ],
    ...(capacities.size === 1 && capacity > 0
      ? { reference: { label: `${formatNumber(capacity)} seats in all`, value: capacity } }
      : {}),
  };
}

const peoplePanel = (samples: readonly Sample[]): Panel => ({
  title: 'Waiting and refused',
  lines: whereAny([
    { ...line('waiting', COLOR.waiting, valuesOf(samples, 'waiting')), stroke: 'dashed' },
    { ...line('refused', COLOR.refused, valuesOf(samples, 'refused')), stroke: 'dotted' },
    line('throttled', COLOR.throttled, valuesOf(samples, 'throttled')),
    line('unanswered', COLOR.lost, valuesOf(samples, 'unanswered')),
  ]),
});

const speedPanel = (samples: readonly Sample[]): Panel => ({
  title: 'Answers per second',
  lines: [
    { ...line('answers per second', COLOR.plain, smoothed(valuesOf(samples, 'requestsPerSecond'))), isFilled: true },
  ],
});

/** Each value with those before it, as a mean, so that a long run is a line and not a brush. */
function smoothed(values: readonly number[]): number[] {
  const width = Math.ceil(values.length / SPEED_STEPS);
  return values.map((_value, index) => {
    const together = values.slice(Math.max(0, index + 1 - width), index + 1);
    return together.reduce((sum, value) => sum + value, 0) / together.length;
  });
}

const latencyPanel = (samples: readonly Sample[]): Panel => ({
  title: 'Response time, ms',
  lines: [
    line(
      'p50',
      COLOR.confirmed,
      samples.map(({ p50Ms }) => p50Ms ?? null),
    ),
    {
      ...line(
        'p99',
        COLOR.waiting,
        samples.map(({ p99Ms }) => p99Ms ?? null),
      ),
      stroke: 'dashed' as const,
    },
  ].filter(({ values }) => values.some((value) => value !== null)),
});

const line = (name: string, color: string, values: PanelLine['values']): PanelLine => ({ name, color, values });

type Counter =
  'seatsConfirmed' | 'seatsHeld' | 'waiting' | 'refused' | 'throttled' | 'unanswered' | 'requestsPerSecond';

const valuesOf = (samples: readonly Sample[], name: Counter): number[] => samples.map((sample) => sample[name]);

/** A line that never leaves zero says nothing. */
const whereAny = (lines: readonly PanelLine[]): PanelLine[] =>
  lines.filter(({ values }) => values.some((value) => value !== null && value > 0));

/** When what happened, as the watching saw it. @param samples at least two */
export function tabulateMoments(samples: readonly Sample[]): Table {
  const sold = samples.at(-1)?.seatsConfirmed ?? 0;
  const busiest = Math.max(...samples.map(({ requestsPerSecond }) => requestsPerSecond));
  const spanMs = (samples[1]?.atMs ?? 0) - (samples[0]?.atMs ?? 0);
  const moments: [string, Sample | undefined][] = [
    ['first answer', samples.find(({ answered }) => answered > 0)],
    ['first seat sold', samples.find(({ seatsConfirmed }) => seatsConfirmed > 0)],
    ['half of them sold', samples.find(({ seatsConfirmed }) => sold > 1 && seatsConfirmed >= sold / 2)],
    ['as many sold as at the end', samples.find(({ seatsConfirmed }) => sold > 0 && seatsConfirmed === sold)],
    ['first on the waitlist', samples.find(({ waiting }) => waiting > 0)],
    ['first refused', samples.find(({ refused }) => refused > 0)],
    ['first throttled', samples.find(({ throttled }) => throttled > 0)],
  ];
  return {
    caption: 'Moments',
    columns: ['what', 'after'],
    rows: [
      ...moments.flatMap(([name, sample]) => (sample ? [[name, formatMs(sample.atMs)]] : [])),
      [`answers per second, in the busiest ${formatMs(spanMs)}`, formatNumber(busiest)],
    ],
    numeric: [1],
  };
}

/** Some moments of a run, evenly spread and always the last. */
export function tabulateProgress(samples: readonly Sample[]): Table {
  const unit = unitFor(samples.at(-1)?.atMs ?? 0);
  const every = (samples.length - 1) / (Math.min(ROWS, samples.length) - 1);
  const moments = Array.from({ length: Math.min(ROWS, samples.length) }, (_one, index) =>
    samples.at(Math.round(index * every)),
  ).filter((sample) => sample !== undefined);
  return {
    caption: 'Progress',
    columns: [
      `after, ${unit.name}`,
      'answered',
      'sold',
      'held',
      'free',
      'waiting',
      'refused',
      'throttled',
      'answers/s',
    ],
    rows: moments.map((one) => [
      one.atMs / unit.ms,
      one.answered,
      one.seatsConfirmed,
      one.seatsHeld,
      one.seatsFree,
      one.waiting,
      one.refused,
      one.throttled,
      Math.round(one.requestsPerSecond),
    ]),
  };
}
