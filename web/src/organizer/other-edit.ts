import { answerOf, api } from '../api/client.js';
import { type EventResponse, type RecordedChangeResponse } from '../api/schema.js';

/** How an event stands after somebody else has edited it. */
export interface OtherEdit {
  readonly event: EventResponse;
  /** Who changed the seats last, where the ledger tells: titles and dates leave no trace there. */
  readonly author: Author | undefined;
}

export interface Author {
  readonly id: string | null;
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
}

/** In a rush there are hundreds of bookings above it; further back nobody calls it "just now". */
const CHANGES_READ = 100;

const EDITS: ReadonlySet<RecordedChangeResponse['change']> = new Set(['capacity-changed', 'seats-blocked']);

/** Reads the state an edit has to be based on now, and who brought it about. */
export async function readOtherEdit(id: string): Promise<OtherEdit> {
  const path = { id };
  const query = { limit: CHANGES_READ, order: 'latest' } as const;
  const [event, { items }] = await Promise.all([
    answerOf(api.GET('/api/v1/events/{id}', { params: { path } })),
    answerOf(api.GET('/api/v1/events/{id}/ledger', { params: { path, query } })),
  ]);
  return { event, author: authorOf(items) };
}

function authorOf(changes: readonly RecordedChangeResponse[]): Author | undefined {
  const edit = changes.find(({ change }) => EDITS.has(change));
  if (edit?.actorName == null) return undefined;
  return { id: edit.actorId, name: edit.actorName, at: edit.recordedAt };
}
