import { HallLabels, type LabelStyle } from './hall-labels.js';
import { type LiveSeatMap, type Seat } from './live-seat-map.js';
import { readGestures } from './map-gestures.js';
import {
  blendViews,
  clampView,
  fitView,
  hallOf,
  type MapView,
  panView,
  type Size,
  toHall,
  toScreen,
  zoomView,
} from './map-view.js';
import { type Bounds, type Point } from './seat-geometry.js';
import { type SeatLook } from './seat-looks.js';
import { SeatPainter } from './seat-painter.js';
import { type SeatColours } from './seat-sprites.js';

/** CSS pixels a seat must have to be hit on purpose; a press on smaller ones goes closer first. */
const PRESS_SCALE = { finger: 22, mouse: 11 };
/** How close it goes then: a seat is as large as a fingertip, WCAG 2.5.8. */
const CLOSE_SCALE = 32;
/** How far from its middle a seat is still hit, in seats. */
const REACH = 0.6;
const MOTION_MS = 220;

export interface SceneStyle extends LabelStyle {
  readonly seats: SeatColours;
  readonly focus: string;
}

export interface SceneEvents {
  readonly onPress: (seat: Seat) => void;
  /** The seat under the pointer. */
  readonly onHover: (seat: Seat | undefined) => void;
  /** Whether more can be seen by panning: then a finger moves the map instead of the page. */
  readonly onPannable: (isPannable: boolean) => void;
}

/** A seat map on a canvas: what is seen of it, what is drawn, and what pointers do to it. React only holds the canvas. */
export class SeatMapScene {
  readonly #context: CanvasRenderingContext2D | null;
  readonly #hall: Bounds;
  readonly #painter: SeatPainter;
  #labels: HallLabels;
  #size: Size = { width: 0, height: 0 };
  #view: MapView = { x: 0, y: 0, scale: 1 };
  #isFitted = true;
  #isPannable = false;
  #frame: number | undefined;
  #motion: { readonly from: MapView; readonly to: MapView; readonly startMs: number } | undefined;
  #cursor: Seat | undefined;
  #hovered: Seat | undefined;
  readonly #stopGestures: () => void;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly map: LiveSeatMap,
    private readonly lookOf: (index: number) => SeatLook,
    private style: SceneStyle,
    private readonly events: SceneEvents,
  ) {
    this.#context = canvas.getContext('2d');
    this.#hall = hallOf(map.bounds);
    this.#painter = new SeatPainter(map.seats, lookOf, style.seats, style.text);
    this.#labels = new HallLabels(map, style);
    this.#stopGestures = readGestures(canvas, {
      onPan: (dx, dy) => this.#pan(dx, dy),
      onZoom: (factor, at) => this.#show(zoomView(this.#view, factor, at, this.#size)),
      onPress: (at, isFinger) => this.#press(at, isFinger),
      onHover: (at) => this.#hover(at),
    });
  }

  close(): void {
    this.#stopGestures();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  /** The canvas has another size. */
  resize(size: Size): void {
    if (size.width === 0 || size.height === 0) return;
    this.#size = size;
    this.canvas.width = Math.round(size.width * devicePixelRatio);
    this.canvas.height = Math.round(size.height * devicePixelRatio);
    this.#show(this.#isFitted ? fitView(this.#hall, size) : this.#view);
    this.#paint();
  }

  restyle(style: SceneStyle): void {
    this.style = style;
    this.#labels = new HallLabels(this.map, style);
    this.#painter.recolour(style.seats);
    this.#wantFrame();
  }

  /** These seats look different now. */
  touch(indexes: Iterable<number>): void {
    this.#painter.touch(indexes);
    this.#wantFrame();
  }

  /** Closer or further, around the middle. */
  zoom(factor: number): void {
    const middle = { x: this.#size.width / 2, y: this.#size.height / 2 };
    this.#moveTo(zoomView(this.#motion?.to ?? this.#view, factor, middle, this.#size));
  }

  /** All of the hall. */
  showAll(): void {
    this.#moveTo(fitView(this.#hall, this.#size));
  }

  /** Puts the keyboard's cursor on a seat, and the seat in sight; undefined takes the cursor away. */
  setCursor(seat: Seat | undefined): void {
    this.#cursor = seat;
    if (seat) this.#reveal(seat);
    this.#wantFrame();
  }

  #reveal(seat: Seat): void {
    const scale = Math.max(this.#view.scale, CLOSE_SCALE);
    const at = toScreen(seat, this.#view, this.#size);
    const margin = scale * 2;
    const isInSight =
      at.x > margin && at.x < this.#size.width - margin && at.y > margin && at.y < this.#size.height - margin;
    if (!isInSight || scale > this.#view.scale) this.#moveTo({ x: seat.x, y: seat.y, scale });
  }

  #pan(dx: number, dy: number): boolean {
    const { x, y } = this.#view;
    this.#show(panView(this.#view, dx, dy));
    return this.#view.x !== x || this.#view.y !== y;
  }

  #press(at: Point, isFinger: boolean): void {
    if (this.#view.scale < (isFinger ? PRESS_SCALE.finger : PRESS_SCALE.mouse)) {
      this.#moveTo({ ...toHall(at, this.#view, this.#size), scale: CLOSE_SCALE });
      return;
    }
    const seat = this.#seatAt(at);
    if (seat) this.events.onPress(seat);
  }

  #hover(at: Point | undefined): void {
    const seat = at && this.#view.scale >= PRESS_SCALE.mouse ? this.#seatAt(at) : undefined;
    if (seat === this.#hovered) return;
    this.#hovered = seat;
    this.canvas.style.cursor = seat && this.#isPressable(seat) ? 'pointer' : '';
    this.events.onHover(seat);
    this.#wantFrame();
  }

  #isPressable({ index }: Seat): boolean {
    const look = this.lookOf(index);
    return look === 'free' || look === 'chosen';
  }

  #seatAt(at: Point): Seat | undefined {
    const point = toHall(at, this.#view, this.#size);
    let nearest: Seat | undefined;
    let least = REACH;
    for (const seat of this.map.seats) {
      const distance = Math.hypot(seat.x - point.x, seat.y - point.y);
      if (distance >= least) continue;
      least = distance;
      nearest = seat;
    }
    return nearest;
  }

  /** Softly, unless the visitor wants no motion. */
  #moveTo(wish: MapView): void {
    const to = clampView(wish, this.#hall, this.#size);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) this.#show(to);
    else this.#motion = { from: this.#view, to, startMs: performance.now() };
    this.#wantFrame();
  }

  #show(wish: MapView): void {
    this.#motion = undefined;
    this.#setView(clampView(wish, this.#hall, this.#size));
  }

  #setView(view: MapView): void {
    this.#view = view;
    const fit = fitView(this.#hall, this.#size);
    this.#isFitted = view.scale <= fit.scale * 1.001;
    if (this.#isPannable === this.#isFitted) {
      this.#isPannable = !this.#isFitted;
      this.events.onPannable(this.#isPannable);
    }
    this.#wantFrame();
  }

  #wantFrame(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#paint();
    });
  }

  #paint(): void {
    const context = this.#context;
    if (!context || this.#size.width === 0) return;
    this.#step();
    const ratio = this.canvas.width / this.#size.width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const hasMore = this.#painter.paint(context, this.#view, this.#size, ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#labels.paint(context, this.#view, this.#size);
    if (this.#hovered && this.#isPressable(this.#hovered)) this.#ring(context, this.#hovered, this.style.ink, 2);
    if (this.#cursor) this.#ring(context, this.#cursor, this.style.focus, 3);
    if (hasMore || this.#motion) this.#wantFrame();
  }

  /** One step of a motion under way. */
  #step(): void {
    if (!this.#motion) return;
    const { from, to, startMs } = this.#motion;
    const share = Math.min(1, (performance.now() - startMs) / MOTION_MS);
    if (share === 1) this.#motion = undefined;
    this.#setView(blendViews(from, to, 1 - (1 - share) ** 3));
  }

  #ring(context: CanvasRenderingContext2D, seat: Seat, colour: string, width: number): void {
    const at = toScreen(seat, this.#view, this.#size);
    const half = Math.max(this.#view.scale / 2, 6);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.roundRect(at.x - half, at.y - half, half * 2, half * 2, half * 0.5);
    context.stroke();
  }
}
