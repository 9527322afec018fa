import { SEAT_COLOURS } from './seat-looks.js';
import { type SceneStyle } from './seat-map-scene.js';
import { type SeatColours } from './seat-sprites.js';

/** The tokens as they are on an element now, for a canvas, which knows no style sheet. */
export function readSceneStyle(element: Element, stageName: string): SceneStyle {
  const computed = getComputedStyle(element);
  const token = (name: string): string => computed.getPropertyValue(`--${name}`).trim();
  return {
    seats: Object.fromEntries(SEAT_COLOURS.map((name) => [name, token(`color-${name}`)])) as SeatColours,
    ink: token('color-ink'),
    inkSoft: token('color-ink-soft'),
    paper: token('color-surface'),
    stage: token('color-water-light'),
    onStage: token('color-on-water'),
    focus: token('color-accent'),
    display: token('font-display'),
    text: token('font-text'),
    stageName,
  };
}
