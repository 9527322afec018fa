import { randomUUID } from 'node:crypto';
import { ApiProperty } from '@nestjs/swagger';
import { type Pulse } from '../../inventory/sale-pulses.js';
import { type HistoryPoint } from '../ledger.repository.js';

/** This run of the program: counters of another one do not go on from its. */
const RUN_ID = randomUUID();
const RUNNING_SINCE = new Date().toISOString();

const COUNT = { type: 'integer' } as const;
const MILLISECONDS = { type: Number, nullable: true } as const;

class HistoryPointResponse {
  @ApiProperty(COUNT)
  readonly version!: number;

  @ApiProperty({ format: 'date-time' })
  readonly recordedAt!: string;

  @ApiProperty({ ...COUNT, description: 'Changes of the ledger that share this version: one batch.' })
  readonly changes!: number;

  @ApiProperty(COUNT)
  readonly capacity!: number;

  @ApiProperty(COUNT)
  readonly seatsConfirmed!: number;

  @ApiProperty(COUNT)
  readonly seatsHeld!: number;

  @ApiProperty({ ...COUNT, description: 'Parties on the waitlist.' })
  readonly waiting!: number;
}

class OutcomeCountResponse {
  @ApiProperty({ description: '`confirmed`, `held`, `waitlisted` …, or the code of the refusal.', example: 'sold-out' })
  readonly outcome!: string;

  @ApiProperty(COUNT)
  readonly count!: number;
}

class ServerFiguresResponse {
  @ApiProperty({ format: 'uuid', description: 'Which run of the program counted; several may share one event.' })
  readonly runId!: string;

  @ApiProperty({ format: 'date-time', description: 'When its counters were zero.' })
  readonly since!: string;

  @ApiProperty(COUNT)
  readonly batches!: number;

  @ApiProperty({ ...COUNT, description: 'Commands that shared the batches.' })
  readonly commands!: number;

  @ApiProperty({ ...COUNT, description: 'Batches that lost a race against another process and went again.' })
  readonly conflicts!: number;

  @ApiProperty({ ...MILLISECONDS, description: 'Of the latest answers; null: none yet.' })
  readonly latencyP50Ms!: number | null;

  @ApiProperty(MILLISECONDS)
  readonly latencyP99Ms!: number | null;

  @ApiProperty({ type: [OutcomeCountResponse], description: 'What requests came to.' })
  readonly outcomes!: readonly OutcomeCountResponse[];
}

/** The sale of one event in numbers. */
export class SaleFiguresResponse {
  @ApiProperty({ type: [HistoryPointResponse], description: 'By version: the first, the last, and some between.' })
  readonly history!: readonly HistoryPointResponse[];

  @ApiProperty({ description: 'What the process that answers has seen; kept in memory only.' })
  readonly server!: ServerFiguresResponse;
}

export function toSaleFiguresResponse(history: readonly HistoryPoint[], pulse: Pulse): SaleFiguresResponse {
  const { batches, commands, conflicts, latenciesMs } = pulse;
  const sorted = latenciesMs.toSorted((one, other) => one - other);
  return {
    history: history.map(toHistoryPoint),
    server: {
      runId: RUN_ID,
      since: RUNNING_SINCE,
      batches,
      commands,
      conflicts,
      latencyP50Ms: percentile(sorted, 0.5),
      latencyP99Ms: percentile(sorted, 0.99),
      outcomes: [...pulse.outcomes].map(([outcome, count]) => ({ outcome, count })),
    },
  };
}

const toHistoryPoint = ({ version, changes, recordedAt, after }: HistoryPoint): HistoryPointResponse => ({
  version,
  recordedAt: recordedAt.toISOString(),
  changes,
  capacity: after.capacity,
  seatsConfirmed: after.seatsConfirmed,
  seatsHeld: after.seatsHeld,
  waiting: after.waiting,
});

/** Nearest rank, in tenths of a millisecond. */
function percentile(sorted: readonly number[], share: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return value === undefined ? null : Math.round(value * 10) / 10;
}
