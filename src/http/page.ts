import { type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { parseInstant } from './instant.js';
import { isCleanText } from './text.js';
import { UUID_PATTERN } from './uuid.js';
import { OptionalText, QueryInt } from './validation.js';
import { invalidInput } from './validation.pipe.js';

/** Items on a page unless the client says otherwise: a screen's worth. */
export const PAGE_SIZE_DEFAULT = 20;
/** More and one request could hold a connection and memory for long. */
export const PAGE_SIZE_MAX = 100;
const CURSOR_LENGTH_MAX = 500;

/** The query of every list; extend it with the filters of one. */
export class PageQuery {
  @QueryInt({ min: 1, max: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT, description: 'Items on a page.' })
  readonly limit: number = PAGE_SIZE_DEFAULT;

  @OptionalText({ max: CURSOR_LENGTH_MAX, description: '`nextCursor` of the page before.' })
  readonly cursor?: string;
}

/** One page of a list; `nextCursor` is null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** The OpenAPI shape of a page of `item`. */
export function PageOf<T extends object>(item: Type<T>): Type<Page<T>> {
  class PageResponse implements Page<T> {
    @ApiProperty({ type: [item] })
    readonly items!: readonly T[];

    @ApiProperty({
      type: String,
      nullable: true,
      description: 'Ask with `?cursor=` for the next page; null: last page.',
    })
    readonly nextCursor!: string | null;
  }
  Object.defineProperty(PageResponse, 'name', { value: `${item.name.replace(/Response$/, '')}Page` });
  return PageResponse;
}

const PARTS = {
  uuid: (part: unknown): part is string => typeof part === 'string' && UUID_PATTERN.test(part),
  instant: (part: unknown): part is string => parseInstant(part) !== undefined,
  integer: (part: unknown): part is number => Number.isSafeInteger(part),
  text: (part: unknown): part is string => typeof part === 'string' && isCleanText(part, true),
} as const;

type PartKind = keyof typeof PARTS;
type PartValue<K extends PartKind> = K extends 'integer' ? number : string;
type PartValues<Kinds extends readonly PartKind[]> = { [I in keyof Kinds]: PartValue<Kinds[I]> };

/** The sort key of the last item as an opaque text. Instants: the full precision of the database, as text. */
export const encodeCursor = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/**
 * Reads a cursor made by `encodeCursor`, part by part.
 * @throws DomainError validation-failed at `#/query/cursor` for anything we did not hand out in this shape
 */
export function decodeCursor<const Kinds extends readonly PartKind[]>(cursor: string, kinds: Kinds): PartValues<Kinds> {
  const parts = parseParts(cursor);
  if (parts?.length !== kinds.length || !kinds.every((kind, index) => PARTS[kind](parts[index]))) {
    throw invalidInput({ pointer: '#/query/cursor', detail: 'must be the nextCursor of another answer to this list' });
  }
  return parts as PartValues<Kinds>;
}

function parseParts(cursor: string): unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Makes a page of rows read with `LIMIT limit + 1`: the extra row only tells that there is more.
 * `keyOf` gives the sort key of a row, as `decodeCursor` will read it back.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  keyOf: (row: Row) => readonly (string | number)[],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null;
  return { items: shown.map(toItem), nextCursor };
}
