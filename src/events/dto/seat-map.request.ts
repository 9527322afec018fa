import { ApiProperty } from '@nestjs/swagger';
import { SEATS_PER_MAP_MAX } from '../../inventory/seat-map.js';
import { SEAT_FIELDS } from '../seat-map-input.js';

const { section, row, number, rows, seatsPerRow, blocks, label, position } = SEAT_FIELDS;

const POSITION = { type: 'number', required: false, minimum: -position.max, maximum: position.max } as const;

/** A section of equal rows, named A, B … from the front; its seats are numbered from the left. */
export class SeatBlockRequest {
  @ApiProperty({ type: 'string', minLength: 1, maxLength: section.max, example: 'Stalls' })
  readonly section!: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: rows.max })
  readonly rows!: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: seatsPerRow.max })
  readonly seatsPerRow!: number;

  @ApiProperty({
    type: 'array',
    required: false,
    maxItems: SEATS_PER_MAP_MAX,
    items: { type: 'string', minLength: 1, maxLength: label.max },
    description: 'Labels of accessible seats: `Stalls-A-1`.',
  })
  readonly accessible?: readonly string[];
}

/** One seat, given by itself. */
export class SingleSeatRequest {
  @ApiProperty({ type: 'string', minLength: 1, maxLength: section.max })
  readonly section!: string;

  @ApiProperty({ type: 'string', minLength: 1, maxLength: row.max })
  readonly row!: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: number.max })
  readonly number!: number;

  @ApiProperty(POSITION)
  readonly x?: number;

  @ApiProperty({ ...POSITION, description: 'Grows away from the stage.' })
  readonly y?: number;

  @ApiProperty({ type: 'boolean', required: false, default: false })
  readonly accessible?: boolean;
}

/** The shape that the OpenAPI file shows; `parseSeatMap` checks it, without a decorator's work for each of its seats. */
export class SeatMapRequest {
  @ApiProperty({ type: [SeatBlockRequest], required: false, maxItems: blocks.max })
  readonly blocks?: readonly SeatBlockRequest[];

  @ApiProperty({ type: [SingleSeatRequest], required: false, maxItems: SEATS_PER_MAP_MAX })
  readonly seats?: readonly SingleSeatRequest[];
}
