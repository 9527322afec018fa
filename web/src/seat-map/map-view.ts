import { type Bounds, type Point } from './seat-geometry.js';

/** Which part of the hall is seen: the point in the middle, in seats, and how many CSS pixels a seat is wide. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Of the canvas, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A seat is never drawn larger: there is nothing more to see. */
const SCALE_MAX = 48;
/** Around the seats, in seats: the names of rows at the sides. */
const MARGIN = { top: 0.6, side: 2, bottom: 1.5 };
/** How deep the stage is drawn against the hall, so that it is seen before a large one too; and what it has at least, in seats. */
const STAGE = { share: 0.05, depthMin: 1.4, gapMin: 2, widthMin: 6, widthShare: 0.6 };

/** Where the stage is drawn: in front of the first row, in the middle. */
export function stageOf({ left, top, right, bottom }: Bounds): Bounds {
  const depth = Math.max(STAGE.depthMin, (bottom - top) * STAGE.share);
  const front = top - Math.max(STAGE.gapMin, depth / 2);
  const half = Math.max(STAGE.widthMin, (right - left) * STAGE.widthShare) / 2;
  const middle = (left + right) / 2;
  return { left: middle - half, right: middle + half, top: front - depth, bottom: front };
}

/** What there is to see: the seats with all that is drawn around them. */
export const hallOf = (bounds: Bounds): Bounds => ({
  left: bounds.left - MARGIN.side,
  top: stageOf(bounds).top - MARGIN.top,
  right: bounds.right + MARGIN.side,
  bottom: bounds.bottom + MARGIN.bottom,
});

/** All of the hall at once, as large as fits. */
export function fitView(hall: Bounds, { width, height }: Size): MapView {
  const scale = Math.min(width / (hall.right - hall.left), height / (hall.bottom - hall.top), SCALE_MAX);
  return { x: (hall.left + hall.right) / 2, y: (hall.top + hall.bottom) / 2, scale };
}

/** The nearest view that leaves no more empty room at a side than there must be, and shows seats at a sensible size. */
export function clampView(view: MapView, hall: Bounds, size: Size): MapView {
  const fit = fitView(hall, size);
  const scale = Math.min(Math.max(view.scale, fit.scale), SCALE_MAX);
  const within = (middle: number, low: number, high: number, extent: number): number => {
    const half = extent / scale / 2;
    return high - low <= 2 * half ? (low + high) / 2 : Math.min(Math.max(middle, low + half), high - half);
  };
  return {
    scale,
    x: within(view.x, hall.left, hall.right, size.width),
    y: within(view.y, hall.top, hall.bottom, size.height),
  };
}

/** Closer or further, keeping the point of the hall that is under `at` (CSS pixels from the corner) where it is. */
export function zoomView(view: MapView, factor: number, at: Point, size: Size): MapView {
  const under = toHall(at, view, size);
  const scale = view.scale * factor;
  return {
    scale,
    x: under.x - (at.x - size.width / 2) / scale,
    y: under.y - (at.y - size.height / 2) / scale,
  };
}

/** Moves what is seen along with a finger, by CSS pixels. */
export const panView = (view: MapView, dx: number, dy: number): MapView => ({
  ...view,
  x: view.x - dx / view.scale,
  y: view.y - dy / view.scale,
});

/** Between two views, for a soft change. @param share from 0 to 1 */
export const blendViews = (from: MapView, to: MapView, share: number): MapView => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
  scale: from.scale * (to.scale / from.scale) ** share,
});

/** From CSS pixels on the canvas to the hall. */
export const toHall = ({ x, y }: Point, view: MapView, { width, height }: Size): Point => ({
  x: view.x + (x - width / 2) / view.scale,
  y: view.y + (y - height / 2) / view.scale,
});

/** From the hall to CSS pixels on the canvas. */
export const toScreen = ({ x, y }: Point, view: MapView, { width, height }: Size): Point => ({
  x: (x - view.x) * view.scale + width / 2,
  y: (y - view.y) * view.scale + height / 2,
});
