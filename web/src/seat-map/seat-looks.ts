/** How a seat is drawn. `own`: held or booked by the visitor. */
export type SeatLook = 'free' | 'held' | 'booked' | 'blocked' | 'chosen' | 'own';

/** A colour of the tokens, without `--color-`. */
export type SeatColour =
  'seat-free' | 'on-seat-free' | 'seat-held' | 'seat-gone' | 'accent' | 'on-accent' | 'good' | 'surface';

interface SeatStroke {
  /** An SVG path in a box of 24 × 24. */
  readonly path: string;
  readonly colour: SeatColour;
  /** Of the line; absent: the shape is filled. */
  readonly width?: number;
}

const CHAIR = 'M7 2h10a5 5 0 0 1 5 5v10a5 5 0 0 1-5 5H7a5 5 0 0 1-5-5V7a5 5 0 0 1 5-5Z';
const DISC = 'M12 .5a11.5 11.5 0 1 1 0 23 11.5 11.5 0 0 1 0-23Z';

/**
 * The shapes of seats: each tells its state by its form, and only then by its colour. The canvas and the legend draw the
 * same ones.
 */
export const SEAT_SHAPES: Readonly<Record<SeatLook, readonly SeatStroke[]>> = {
  free: [{ path: CHAIR, colour: 'seat-free' }],
  held: [
    { path: CHAIR, colour: 'seat-held', width: 2 },
    { path: 'm6.5 17.5 11-11', colour: 'seat-held', width: 3 },
  ],
  booked: [
    { path: CHAIR, colour: 'seat-gone', width: 1.5 },
    { path: 'm8.5 8.5 7 7m0-7-7 7', colour: 'seat-gone', width: 1.5 },
  ],
  blocked: [{ path: 'M7 12h10', colour: 'seat-gone', width: 2 }],
  chosen: [
    { path: DISC, colour: 'accent' },
    { path: 'm6.5 12.5 4 4 7-8.5', colour: 'on-accent', width: 3 },
  ],
  own: [
    { path: DISC, colour: 'good' },
    { path: 'm12 5.5 1.9 4.2 4.6.5-3.4 3.1.9 4.5-4-2.3-4 2.3.9-4.5-3.4-3.1 4.6-.5Z', colour: 'surface' },
  ],
};

/** Drawn on a free seat for people who need one like it. */
export const ACCESSIBLE_MARK: SeatStroke = {
  path: 'M10.5 5.5v.01M10.5 9.2v4.3h4.2l2.3 4.3M8.2 10.6a4.4 4.4 0 1 0 5.6 6.2',
  colour: 'on-seat-free',
  width: 2,
};

export const SEAT_COLOURS = [
  'seat-free',
  'on-seat-free',
  'seat-held',
  'seat-gone',
  'accent',
  'on-accent',
  'good',
  'surface',
] as const satisfies readonly SeatColour[];
