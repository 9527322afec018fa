import { type SeatMapResponse } from '../api/schema.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle around the middles of seats. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** How much a step to the side counts against a step ahead: enough that the next row is no neighbour to the left. */
const ASIDE_WEIGHT = 3;
/** Nearer than this along the way it is beside, not ahead. */
const AHEAD_MIN = 0.3;

export function boundsOf(points: readonly Point[]): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

/** From one seat to the next in a row, in the unit of the drawing, which may be any: the middle of all such distances. */
export function seatPitch(sections: SeatMapResponse['sections']): number {
  const distances: number[] = [];
  for (const { rows } of sections) {
    for (const { seats } of rows) {
      for (const [index, { x, y, number }] of seats.entries()) {
        const next = seats[index + 1];
        if (next?.number === number + 1) distances.push(Math.hypot(next.x - x, next.y - y));
      }
    }
  }
  const pitch = distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)];
  return pitch === undefined || pitch === 0 ? 1 : pitch;
}

/** The nearest point in a direction, as arrow keys go: ahead counts more than aside. Undefined at the edge. */
export function neighbourOf<P extends Point>(points: readonly P[], from: Point, direction: Direction): P | undefined {
  const isAcross = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  let nearest: P | undefined;
  let least = Infinity;
  for (const point of points) {
    const [dx, dy] = [point.x - from.x, point.y - from.y];
    const ahead = sign * (isAcross ? dx : dy);
    if (ahead < AHEAD_MIN) continue;
    const distance = ahead + ASIDE_WEIGHT * Math.abs(isAcross ? dy : dx);
    if (distance >= least) continue;
    least = distance;
    nearest = point;
  }
  return nearest;
}
