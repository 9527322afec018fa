import { useTexts } from '../i18n/texts.js';
import { type Seat } from './live-seat-map.js';
import { type SeatLook } from './seat-looks.js';
import { seatMapTexts } from './seat-map-texts.js';

/** Puts a seat into words: "Stalls, row F, seat 12, accessible, free". */
export function useSeatWords(): (seat: Seat, look: SeatLook) => string {
  const t = useTexts(seatMapTexts);
  return ({ section, row, number, accessible }, look) =>
    [t('seatInSection', { section, row, number: String(number) }), accessible && t('accessible'), t(look)]
      .filter(Boolean)
      .join(', ');
}

/** As short as it stands on paper: "Stalls F-12". */
export const shortSeatName = ({ section, row, number }: Seat): string => `${section} ${row}-${number}`;
