import { type LiveSeatMap } from './live-seat-map.js';
import { type MapView, type Size, stageOf, toScreen } from './map-view.js';
import { type Point } from './seat-geometry.js';

/** CSS pixels a seat must have for the names of rows to find room between them. */
const ROW_NAME_SCALE = 14;
/** CSS pixels a section must be wide for its name. */
const SECTION_NAME_WIDTH = 48;
const ROW_NAME_SIZE = 11;
/** Of the room between two sections, which is as high as a seat; in CSS pixels. */
const SECTION_NAME_SIZE = { least: 10, most: 16 };

export interface LabelStyle {
  readonly ink: string;
  readonly inkSoft: string;
  readonly stage: string;
  readonly onStage: string;
  readonly paper: string;
  readonly display: string;
  readonly text: string;
  readonly stageName: string;
}

/** What is written around the seats: the stage, the names of sections and rows. In CSS pixels. */
export class HallLabels {
  constructor(
    private readonly map: LiveSeatMap,
    private readonly style: LabelStyle,
  ) {}

  paint(context: CanvasRenderingContext2D, view: MapView, size: Size): void {
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    this.#paintStage(context, view, size);
    if (view.scale >= ROW_NAME_SCALE) this.#paintRowNames(context, view, size);
    this.#paintSectionNames(context, view, size);
  }

  #paintStage(context: CanvasRenderingContext2D, view: MapView, size: Size): void {
    const { left, top, right, bottom } = stageOf(this.map.bounds);
    const from = toScreen({ x: left, y: top }, view, size);
    const to = toScreen({ x: right, y: bottom }, view, size);
    const height = to.y - from.y;
    context.fillStyle = this.style.stage;
    context.beginPath();
    context.roundRect(from.x, from.y, to.x - from.x, height, [height / 6, height / 6, height / 2, height / 2]);
    context.fill();
    const letters = Math.min(height * 0.62, 22);
    if (letters < 7) return;
    context.fillStyle = this.style.onStage;
    context.font = `700 ${letters}px ${this.style.display}`;
    context.fillText(this.style.stageName, (from.x + to.x) / 2, from.y + height * 0.52);
  }

  #paintRowNames(context: CanvasRenderingContext2D, view: MapView, size: Size): void {
    context.fillStyle = this.style.inkSoft;
    context.font = `600 ${ROW_NAME_SIZE}px ${this.style.text}`;
    for (const { rows } of this.map.sections) {
      for (const { row, seats } of rows) {
        const [first, last] = [seats[0], seats.at(-1)];
        if (!first || !last) continue;
        for (const end of [
          { x: first.x - 1, y: first.y },
          { x: last.x + 1, y: last.y },
        ]) {
          const at = toScreen(end, view, size);
          if (isInside(at, size)) context.fillText(row, at.x, at.y);
        }
      }
    }
  }

  #paintSectionNames(context: CanvasRenderingContext2D, view: MapView, size: Size): void {
    // Alone it needs no name to be told from others.
    if (this.map.sections.length < 2) return;
    const { least, most } = SECTION_NAME_SIZE;
    const letters = Math.min(most, Math.max(least, view.scale));
    context.font = `700 ${letters}px ${this.style.display}`;
    for (const { section, bounds } of this.map.sections) {
      if ((bounds.right - bounds.left) * view.scale < SECTION_NAME_WIDTH) continue;
      const at = toScreen({ x: (bounds.left + bounds.right) / 2, y: bounds.top - 1 }, view, size);
      if (!isInside(at, size)) continue;
      const half = context.measureText(section).width / 2 + 8;
      context.fillStyle = this.style.paper;
      context.beginPath();
      context.roundRect(at.x - half, at.y - letters * 0.6, half * 2, letters * 1.2, letters * 0.6);
      context.fill();
      context.fillStyle = this.style.ink;
      context.fillText(section, at.x, at.y + letters * 0.06);
    }
  }
}

const isInside = ({ x, y }: Point, { width, height }: Size): boolean =>
  x > -50 && x < width + 50 && y > -20 && y < height + 20;
