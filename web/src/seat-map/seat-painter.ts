import { type Seat } from './live-seat-map.js';
import { type MapView, type Size, toScreen } from './map-view.js';
import { type SeatLook } from './seat-looks.js';
import { type SeatColours, SeatSprites, SHAPE_MIN } from './seat-sprites.js';

/** Seats along the side of a block. Larger: one seat that changes redraws more. Smaller: more pictures in every frame. */
const BLOCK = 16;
/** A seat at the edge of its block reaches half over it. */
const OVERLAP = 0.5;
const SPAN = BLOCK + 2 * OVERLAP;
/** Of each frame for drawing blocks anew; the rest of its 16 ms is for stamping them on the screen, and for everybody else. */
const SHARPENING_MS = 5;
/** Device pixels kept as pictures, four bytes each. Fewer: a visitor who goes back sees it drawn again. */
const PIXELS_MAX = 24_000_000;
/** CSS pixels a seat must have for its number to be read. */
const NUMBER_SCALE = 26;

/** A square piece of the hall, and its picture as last drawn. */
interface Block {
  readonly x: number;
  readonly y: number;
  readonly seats: Seat[];
  picture: ImageBitmap | undefined;
  /** At which size of a seat the picture was drawn, in device pixels. */
  drawnAt: number;
  isStale: boolean;
}

/**
 * Draws up to 50,000 seats on a canvas. The hall is cut into blocks, each drawn once as a picture; a frame only puts the
 * pictures in their places, stretched where they are of another size, and draws a few of them anew as time allows.
 */
export class SeatPainter {
  readonly #blocks = new Map<string, Block>();
  readonly #blockOf: Block[] = [];
  #sprites: SeatSprites | undefined;

  constructor(
    seats: readonly Seat[],
    private readonly lookOf: (index: number) => SeatLook,
    private colours: SeatColours,
    private readonly font: string,
  ) {
    for (const seat of seats) {
      const [x, y] = [Math.floor(seat.x / BLOCK), Math.floor(seat.y / BLOCK)];
      const block = this.#blocks.get(`${x} ${y}`) ?? this.#addBlock(x, y);
      block.seats.push(seat);
      this.#blockOf[seat.index] = block;
    }
  }

  /** These seats look different now. */
  touch(indexes: Iterable<number>): void {
    for (const index of indexes) {
      const block = this.#blockOf[index];
      if (block) block.isStale = true;
    }
  }

  /** Everything looks different now: another theme. */
  recolour(colours: SeatColours): void {
    this.colours = colours;
    this.#sprites = undefined;
    for (const block of this.#blocks.values()) block.isStale = true;
  }

  /** Draws a frame. @returns whether there is more to sharpen in the next */
  paint(context: CanvasRenderingContext2D, view: MapView, size: Size, ratio: number): boolean {
    const seatSize = view.scale * ratio;
    const visible = this.#visibleBlocks(view, size);
    const deadline = performance.now() + SHARPENING_MS;
    let isSharp = true;
    for (const block of visible) {
      if (block.drawnAt === seatSize && !block.isStale) continue;
      if (performance.now() < deadline) this.#draw(block, seatSize, ratio);
      else isSharp = false;
    }
    for (const block of visible) {
      if (!block.picture) continue;
      const at = toScreen({ x: block.x - OVERLAP, y: block.y - OVERLAP }, view, size);
      const stretch = seatSize / block.drawnAt;
      const [width, height] = [block.picture.width * stretch, block.picture.height * stretch];
      // Whole pixels keep shapes sharp; dots without a shape had rather be evenly far from each other.
      const place = seatSize < SHAPE_MIN ? (pixel: number): number => pixel : Math.round;
      context.drawImage(block.picture, place(at.x * ratio), place(at.y * ratio), width, height);
    }
    this.#forget(visible);
    return !isSharp;
  }

  /** Those without any picture first, then those in the middle of the view. */
  #visibleBlocks(view: MapView, size: Size): Block[] {
    const [halfWidth, halfHeight] = [size.width / view.scale / 2, size.height / view.scale / 2];
    const awayOf = ({ x, y }: Block): number => Math.hypot(x + BLOCK / 2 - view.x, y + BLOCK / 2 - view.y);
    return [...this.#blocks.values()]
      .filter(
        ({ x, y }) =>
          x - OVERLAP < view.x + halfWidth &&
          x + SPAN > view.x - halfWidth &&
          y - OVERLAP < view.y + halfHeight &&
          y + SPAN > view.y - halfHeight,
      )
      .sort((a, b) => Number(a.picture !== undefined) - Number(b.picture !== undefined) || awayOf(a) - awayOf(b));
  }

  #draw(block: Block, seatSize: number, ratio: number): void {
    if (this.#sprites?.size !== seatSize) this.#sprites = new SeatSprites(seatSize, this.colours);
    const side = Math.ceil(SPAN * seatSize);
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext('2d');
    if (!context) return;
    const hasNumbers = seatSize / ratio >= NUMBER_SCALE;
    context.font = `600 ${Math.round(seatSize * 0.38)}px ${this.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const seat of block.seats) {
      const [x, y] = [(seat.x - block.x + OVERLAP) * seatSize, (seat.y - block.y + OVERLAP) * seatSize];
      const look = this.lookOf(seat.index);
      this.#sprites.draw(context, look, seat.accessible, x, y);
      if (!hasNumbers || look !== 'free' || seat.accessible) continue;
      context.fillStyle = this.colours['on-seat-free'];
      context.fillText(String(seat.number), x, y + seatSize * 0.02);
    }
    block.picture?.close();
    block.picture = canvas.transferToImageBitmap();
    block.drawnAt = seatSize;
    block.isStale = false;
  }

  /** Gives back the memory of what is out of sight once there is much of it. */
  #forget(visible: readonly Block[]): void {
    const drawn = [...this.#blocks.values()].filter(({ picture }) => picture !== undefined);
    let pixels = drawn.reduce((sum, { picture }) => sum + (picture ? picture.width * picture.height : 0), 0);
    if (pixels <= PIXELS_MAX) return;
    const inSight = new Set(visible);
    for (const block of drawn) {
      if (inSight.has(block) || !block.picture || pixels <= PIXELS_MAX) continue;
      pixels -= block.picture.width * block.picture.height;
      block.picture.close();
      block.picture = undefined;
      block.drawnAt = 0;
    }
  }

  #addBlock(x: number, y: number): Block {
    const block: Block = {
      ...{ x: x * BLOCK, y: y * BLOCK, seats: [] },
      ...{ picture: undefined, drawnAt: 0, isStale: true },
    };
    this.#blocks.set(`${x} ${y}`, block);
    return block;
  }
}
