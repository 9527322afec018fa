import { type Point } from './seat-geometry.js';

/** CSS pixels a pointer may tremble and still be a press. */
const TREMBLE = 6;
/** How far one notch of a wheel, or one pixel of a pinch on a touchpad, zooms. */
const WHEEL_ZOOM = 0.0022;

/** What fingers, mice and wheels ask of a map. All points are CSS pixels from the canvas's corner. */
export interface MapDeeds {
  /** @returns whether anything has moved */
  readonly onPan: (dx: number, dy: number) => boolean;
  readonly onZoom: (factor: number, at: Point) => void;
  readonly onPress: (at: Point, isFinger: boolean) => void;
  /** Undefined: the pointer has left. */
  readonly onHover: (at: Point | undefined) => void;
}

/** Reads drags, presses, pinches and wheels on an element. @returns how to stop */
export function readGestures(element: HTMLElement, deeds: MapDeeds): () => void {
  const reader = new GestureReader(element, deeds);
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener('pointerdown', reader.onDown, { signal });
  element.addEventListener('pointermove', reader.onMove, { signal });
  element.addEventListener('pointerup', reader.onUp, { signal });
  element.addEventListener('pointercancel', reader.onCancel, { signal });
  element.addEventListener('pointerleave', reader.onLeave, { signal });
  element.addEventListener('wheel', reader.onWheel, { signal, passive: false });
  return () => {
    stop.abort();
  };
}

class GestureReader {
  readonly #pointers = new Map<number, Point>();
  #pressedAt: Point | undefined;

  constructor(
    private readonly element: HTMLElement,
    private readonly deeds: MapDeeds,
  ) {}

  readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const at = this.#pointOf(event);
    this.#pointers.set(event.pointerId, at);
    // A second finger makes it a pinch, which is no press.
    this.#pressedAt = this.#pointers.size === 1 ? at : undefined;
    this.element.setPointerCapture(event.pointerId);
  };

  readonly onMove = (event: PointerEvent): void => {
    const at = this.#pointOf(event);
    const last = this.#pointers.get(event.pointerId);
    if (!last) {
      if (event.pointerType !== 'touch') this.deeds.onHover(at);
      return;
    }
    if (this.#pressedAt) {
      if (Math.hypot(at.x - this.#pressedAt.x, at.y - this.#pressedAt.y) < TREMBLE) return;
      this.#pressedAt = undefined;
      this.deeds.onHover(undefined);
    }
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, at);
    if (other) this.#pinch(last, at, other);
    else this.deeds.onPan(at.x - last.x, at.y - last.y);
  };

  readonly onUp = (event: PointerEvent): void => {
    if (this.#pressedAt && this.#pointers.has(event.pointerId)) {
      this.deeds.onPress(this.#pressedAt, event.pointerType === 'touch');
    }
    this.onCancel(event);
  };

  readonly onCancel = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    this.#pressedAt = undefined;
  };

  readonly onLeave = (): void => {
    this.deeds.onHover(undefined);
  };

  /** With Ctrl, and by a pinch on a touchpad, it zooms; else it moves what is zoomed in, and past that the page. */
  readonly onWheel = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.deeds.onZoom(Math.exp(-event.deltaY * WHEEL_ZOOM * (event.deltaMode === 0 ? 1 : 30)), this.#pointOf(event));
    } else if (this.deeds.onPan(-event.deltaX, -event.deltaY)) {
      event.preventDefault();
    }
  };

  #pinch(last: Point, at: Point, other: Point): void {
    const before = Math.hypot(last.x - other.x, last.y - other.y);
    const after = Math.hypot(at.x - other.x, at.y - other.y);
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    if (before > 0) this.deeds.onZoom(after / before, middle);
    this.deeds.onPan((at.x - last.x) / 2, (at.y - last.y) / 2);
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}
