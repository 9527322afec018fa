import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clampView, fitView, hallOf, panView, stageOf, toHall, toScreen, zoomView } from './map-view.js';
import { neighbourOf } from './seat-geometry.js';

const HALL = hallOf({ left: 0, top: 0, right: 99, bottom: 49 });
const SIZE = { width: 800, height: 600 };

const aPoint = fc.record({
  x: fc.double({ min: 0, max: 800, noNaN: true }),
  y: fc.double({ min: 0, max: 600, noNaN: true }),
});
const aView = fc.record({
  x: fc.double({ min: -500, max: 500, noNaN: true }),
  y: fc.double({ min: -500, max: 500, noNaN: true }),
  scale: fc.double({ min: 0.1, max: 500, noNaN: true }),
});

// Goal: the map goes where the finger goes, and never gets lost. Method: laws that hold for any view and any point.
describe('the view of a seat map', () => {
  it('keeps the seat under the finger while zooming', () => {
    fc.assert(
      fc.property(aPoint, fc.double({ min: 0.3, max: 3, noNaN: true }), (at, factor) => {
        const before = { x: 50, y: 25, scale: 12 };
        const after = zoomView(before, factor, at, SIZE);
        const [was, is] = [toHall(at, before, SIZE), toHall(at, after, SIZE)];
        expect(is.x).toBeCloseTo(was.x, 6);
        expect(is.y).toBeCloseTo(was.y, 6);
      }),
    );
  });

  it('always shows the hall, and clamping twice changes nothing', () => {
    fc.assert(
      fc.property(aView, (wish) => {
        const view = clampView(wish, HALL, SIZE);
        const [corner, opposite] = [toHall({ x: 0, y: 0 }, view, SIZE), toHall({ x: 800, y: 600 }, view, SIZE)];
        expect(corner.x).toBeLessThan(HALL.right);
        expect(opposite.x).toBeGreaterThan(HALL.left);
        expect(corner.y).toBeLessThan(HALL.bottom);
        expect(opposite.y).toBeGreaterThan(HALL.top);
        const again = clampView(view, HALL, SIZE);
        expect(again.x).toBeCloseTo(view.x, 9);
        expect(again.scale).toBeCloseTo(view.scale, 9);
      }),
    );
  });

  it('goes from the hall to the screen and back', () => {
    const view = { x: 20, y: 10, scale: 24 };
    expect(toHall(toScreen({ x: 3, y: 4 }, view, SIZE), view, SIZE)).toEqual({ x: 3, y: 4 });
    expect(toScreen({ x: 3, y: 4 }, panView(view, 48, -24), SIZE)).toEqual({
      x: toScreen({ x: 3, y: 4 }, view, SIZE).x + 48,
      y: toScreen({ x: 3, y: 4 }, view, SIZE).y - 24,
    });
  });

  it('leaves room for a stage that is seen before a large hall too', () => {
    const bounds = { left: 0, top: 0, right: 249, bottom: 199 };
    const stage = stageOf(bounds);
    expect(stage.bottom).toBeLessThan(bounds.top);
    expect(stage.top).toBeGreaterThan(hallOf(bounds).top);
    expect(stage.bottom - stage.top).toBeGreaterThan(9);
  });

  it('fits all of a hall, and draws no seat larger than sensible', () => {
    expect(fitView(HALL, SIZE).scale).toBeCloseTo(800 / 103, 6);
    expect(fitView(hallOf({ left: 0, top: 0, right: 1, bottom: 0 }), SIZE).scale).toBe(48);
  });
});

describe('the arrow keys', () => {
  const seats = [0, 1, 2].flatMap((y) => [0, 1, 2].map((x) => ({ x: x + y / 2, y })));
  const [, , , , middle = { x: 0, y: 0 }] = seats;

  it.each([
    ['left', { x: 0.5, y: 1 }],
    ['right', { x: 2.5, y: 1 }],
    ['up', { x: 1, y: 0 }],
    ['down', { x: 1, y: 2 }],
  ] as const)('go %s to the nearest seat there', (direction, expected) => {
    expect(neighbourOf(seats, middle, direction)).toEqual(expected);
  });

  it('go nowhere at the edge', () => {
    expect(neighbourOf(seats, { x: 0, y: 0 }, 'left')).toBeUndefined();
  });
});
