import { ApiProperty } from '@nestjs/swagger';

class SeatStateResponse {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: ['free', 'held', 'booked', 'blocked'] })
  readonly state!: 'free' | 'held' | 'booked' | 'blocked';
}

/** The data of a `seats` message: what the seats that changed are now, not what happened to them. */
export class SeatChangesResponse {
  @ApiProperty({ type: 'integer', description: 'Everything up to this version of the event is told.' })
  readonly version!: number;

  @ApiProperty({ type: [SeatStateResponse] })
  readonly seats!: readonly SeatStateResponse[];
}
