import { ApiProperty } from '@nestjs/swagger';

class SeatResponse {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'Stalls-A-1' })
  readonly label!: string;

  @ApiProperty({ type: 'integer' })
  readonly number!: number;

  @ApiProperty()
  readonly x!: number;

  @ApiProperty({ description: 'Grows away from the stage.' })
  readonly y!: number;

  @ApiProperty()
  readonly accessible!: boolean;

  @ApiProperty({ enum: ['free', 'held', 'booked', 'blocked'] })
  readonly state!: 'free' | 'held' | 'booked' | 'blocked';
}

class SeatRowResponse {
  @ApiProperty()
  readonly row!: string;

  @ApiProperty({ type: [SeatResponse] })
  readonly seats!: readonly SeatResponse[];
}

class SeatSectionResponse {
  @ApiProperty()
  readonly section!: string;

  @ApiProperty({ type: [SeatRowResponse] })
  readonly rows!: readonly SeatRowResponse[];
}

/** Every seat of a mapped event at one version; put together by the database, so this class only documents it. */
export class SeatMapResponse {
  @ApiProperty({ type: 'integer' })
  readonly version!: number;

  @ApiProperty({ type: [SeatSectionResponse] })
  readonly sections!: readonly SeatSectionResponse[];
}
