import { ACCESSIBLE_MARK, SEAT_SHAPES, type SeatColour, type SeatLook } from './seat-looks.js';

/** Where a seat is smaller, its shape cannot be told and only its colour is drawn: device pixels. */
export const SHAPE_MIN = 7;
/** The box the shapes are drawn in. */
const BOX = 24;
/** How much of its place a seat takes where only its colour is drawn. */
const FILL = 0.78;

export type SeatColours = Readonly<Record<SeatColour, string>>;

/** What stands for a seat of each look from afar. */
const FAR_COLOURS: Readonly<Record<SeatLook, SeatColour>> = {
  free: 'seat-free',
  held: 'seat-held',
  booked: 'seat-gone',
  blocked: 'surface',
  chosen: 'accent',
  own: 'good',
};

/** Draws seats of one size. Each look is drawn once and then stamped, which is ten times faster. */
export class SeatSprites {
  readonly #stamps = new Map<string, OffscreenCanvas>();

  /** @param size of a seat's place, in device pixels */
  constructor(
    readonly size: number,
    private readonly colours: SeatColours,
  ) {}

  /** Draws a seat whose middle is at (x, y). */
  draw(context: OffscreenCanvasRenderingContext2D, look: SeatLook, accessible: boolean, x: number, y: number): void {
    const { size } = this;
    if (size < SHAPE_MIN) {
      // Who has gone is drawn small, so that what is left stands out.
      const side = Math.max(1, size * (look === 'booked' || look === 'blocked' ? FILL / 2 : FILL));
      context.fillStyle = this.colours[FAR_COLOURS[look]];
      context.fillRect(x - side / 2, y - side / 2, side, side);
      return;
    }
    context.drawImage(this.#stamp(look, accessible), Math.round(x - size / 2), Math.round(y - size / 2));
  }

  #stamp(look: SeatLook, accessible: boolean): OffscreenCanvas {
    const key = `${look} ${String(accessible)}`;
    const known = this.#stamps.get(key);
    if (known) return known;
    const side = Math.ceil(this.size);
    const stamp = new OffscreenCanvas(side, side);
    const context = stamp.getContext('2d');
    if (context) this.#drawShapes(context, look, accessible);
    this.#stamps.set(key, stamp);
    return stamp;
  }

  #drawShapes(context: OffscreenCanvasRenderingContext2D, look: SeatLook, accessible: boolean): void {
    // The shapes fill their box; a little air is what keeps neighbours apart.
    const factor = (this.size * 0.9) / BOX;
    context.translate(this.size * 0.05, this.size * 0.05);
    context.scale(factor, factor);
    context.lineCap = 'round';
    context.lineJoin = 'round';
    const marks = accessible && look === 'free' ? [ACCESSIBLE_MARK] : [];
    for (const { path, colour, width } of [...SEAT_SHAPES[look], ...marks]) {
      if (width === undefined) {
        context.fillStyle = this.colours[colour];
        context.fill(new Path2D(path));
      } else {
        context.strokeStyle = this.colours[colour];
        context.lineWidth = width;
        context.stroke(new Path2D(path));
      }
    }
  }
}
