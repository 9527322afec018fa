import { useState } from 'react';
import { type LiveSeatMap, type Seat } from './live-seat-map.js';
import { useSeatChanges } from './use-seat-map.js';

/** The seats a visitor has chosen and does not have yet. */
export interface ChosenSeats {
  /** In the order they were chosen. */
  readonly seats: readonly Seat[];
  /** Those that somebody else was faster with since the visitor last chose. */
  readonly lost: readonly Seat[];
  /** The visitor wanted one more than they may have. */
  readonly isFull: boolean;
  /** Chooses a free seat, or gives one back. */
  readonly toggle: (seat: Seat) => void;
  readonly clear: () => void;
}

interface Choice {
  readonly seats: readonly Seat[];
  readonly lost: readonly Seat[];
  readonly isFull: boolean;
}

const NOTHING: Choice = { seats: [], lost: [], isFull: false };

/**
 * What is chosen on a map. Seats that are sold meanwhile leave the choice by themselves; the others stay.
 * @param max seats that may be chosen, ≥ 1
 * @param isPaused while a booking of these very seats is under way, which takes them too
 */
export function useChosenSeats(map: LiveSeatMap, max: number, isPaused: boolean): ChosenSeats {
  const [choice, setChoice] = useState<Choice>(NOTHING);
  useSeatChanges(map);
  const gone = isPaused ? [] : choice.seats.filter(({ index }) => !map.isFree(index));
  // Told while drawing, as React advises for what follows from something else: nobody sees the old choice.
  if (gone.length > 0) {
    setChoice({
      ...choice,
      seats: choice.seats.filter((seat) => !gone.includes(seat)),
      lost: [...choice.lost, ...gone],
    });
  }
  const toggle = (seat: Seat): void => {
    const { seats } = choice;
    const isChosen = seats.includes(seat);
    if (!isChosen && (!map.isFree(seat.index) || isPaused)) return;
    const isFull = !isChosen && seats.length >= max;
    const next = isChosen ? seats.filter((other) => other !== seat) : isFull ? seats : [...seats, seat];
    setChoice({ seats: next, lost: [], isFull });
  };
  return { ...choice, toggle, clear: () => setChoice(NOTHING) };
}
