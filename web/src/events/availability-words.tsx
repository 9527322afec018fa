import { useTexts } from '../i18n/texts.js';
import { eventTexts } from './event-texts.js';

/** From here on few are left: a share of the house, or a handful. */
const FEW_SHARE = 0.1;
const FEW = 10;

interface Seats {
  readonly seatsFree: number;
  readonly capacity: number;
  readonly waiting: number;
}

/** How many seats are left, and how many parties wait, in words: two spans for a line of its own. */
export function AvailabilityWords({ seats: { seatsFree, capacity, waiting } }: { readonly seats: Seats }) {
  const t = useTexts(eventTexts);
  const isFew = seatsFree <= Math.max(FEW, capacity * FEW_SHARE) && seatsFree < capacity;
  const free = seatsFree === 0 ? t('soldOut') : t(isFew ? 'few' : 'seatsFree', { count: seatsFree });
  return (
    <>
      <span>{free}</span>
      <span>{waiting > 0 && t('waiting', { count: waiting })}</span>
    </>
  );
}
