import { useState } from 'react';
import { type AvailabilityResponse, type BookSeatsRequest, type EventResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { useSeatSections } from '../seat-map/use-seat-sections.js';
import { Button } from '../ui/button.js';
import { Checkbox } from '../ui/checkbox.js';
import { SelectField } from '../ui/field.js';
import { Stepper } from '../ui/stepper.js';
import { BookingNews } from './booking-news.js';
import { bookingTexts } from './booking-texts.js';
import { type BookSeats } from './use-book-seats.js';
import styles from './booking-panel.module.css';

interface BookingFormProps {
  readonly event: EventResponse;
  /** Undefined until it is known: the form is there all the same, and the server has the last word. */
  readonly availability: AvailabilityResponse | undefined;
  readonly booking: BookSeats;
}

/** How the best seats are to be picked. */
interface Wish {
  /** Empty: anywhere. */
  readonly section: string;
  readonly isTogether: boolean;
}

/** How many seats, and the way to them: a booking at once, the best seats on hold, or a place on the waitlist. */
export function BookingForm({ event, availability, booking }: BookingFormProps) {
  const t = useTexts(bookingTexts);
  const [seats, setSeats] = useState(1);
  const [wish, setWish] = useState<Wish>({ section: '', isTogether: false });
  const isReserved = event.seating === 'reserved';
  const seatsFree = availability?.seatsFree ?? event.capacity;
  const joins = seats > seatsFree && event.waitlist.enabled;
  const book = (hold: boolean): void => {
    booking.book({ ...partyOf(isReserved, seats, joins ? undefined : wish), ...(hold && { hold }) });
  };
  // What was asked for on the map is answered there.
  const { waiting, problem } = booking.request?.seatIds ? { waiting: undefined, problem: undefined } : booking;
  const isBusy = booking.isPending && booking.request?.seatIds === undefined;
  const canBook = seatsFree > 0 || joins;
  return (
    <form
      className={styles.form}
      onSubmit={(submit) => {
        submit.preventDefault();
        book(isReserved && !joins);
      }}
    >
      <Stepper
        label={t('howMany')}
        value={seats}
        min={1}
        max={Math.min(event.maxSeatsPerBooking, event.maxSeatsPerUser, event.capacity)}
        onChange={setSeats}
        valueText={t('seats', { count: seats })}
      />
      {isReserved && seatsFree > 0 && !joins && <Wishes eventId={event.id} {...{ seats, wish }} onChange={setWish} />}
      <BookingNews waiting={waiting} problem={problem} />
      <Button type="submit" look="primary" isLarge isWide isBusy={isBusy} disabled={!canBook}>
        {joins ? t('join') : isReserved ? t('findBest', { count: seats }) : t('book', { count: seats })}
      </Button>
      {!isReserved && seatsFree >= seats && (
        <Button look="quiet" isWide isBusy={isBusy} onClick={() => book(true)}>
          {t('holdFor', { minutes: Math.round(event.holdSeconds / 60) })}
        </Button>
      )}
      <Hint {...{ isReserved, seatsFree, joins }} />
    </form>
  );
}

/** Whoever wants to sit in one place, or together, does not want to wait for seats elsewhere. */
function partyOf(isReserved: boolean, seats: number, wish: Wish | undefined): BookSeatsRequest {
  if (!isReserved) return { seats };
  if (!wish || (wish.section === '' && !wish.isTogether)) return { bestAvailable: { seats } };
  const section = wish.section === '' ? {} : { section: wish.section };
  return { bestAvailable: { seats, ...section, ...(wish.isTogether && { adjacentOnly: true }) }, joinWaitlist: false };
}

interface WishesProps {
  readonly eventId: string;
  readonly seats: number;
  readonly wish: Wish;
  readonly onChange: (wish: Wish) => void;
}

function Wishes({ eventId, seats, wish, onChange }: WishesProps) {
  const t = useTexts(bookingTexts);
  const sections = useSeatSections(eventId);
  return (
    <>
      {sections.length > 1 && (
        <SelectField
          label={t('where')}
          value={wish.section}
          onChange={({ target }) => onChange({ ...wish, section: target.value })}
        >
          <option value="">{t('anywhere')}</option>
          {sections.map((section) => (
            <option key={section}>{section}</option>
          ))}
        </SelectField>
      )}
      {seats > 1 && (
        <Checkbox
          label={t('together')}
          isChecked={wish.isTogether}
          onChange={(isTogether) => onChange({ ...wish, isTogether })}
        />
      )}
    </>
  );
}

interface HintProps {
  readonly isReserved: boolean;
  readonly seatsFree: number;
  readonly joins: boolean;
}

/** What the button will do, where its words are not enough. */
function Hint({ isReserved, seatsFree, joins }: HintProps) {
  const t = useTexts(bookingTexts);
  const hint = joins
    ? t(seatsFree === 0 ? 'joinWhy' : 'tooMany')
    : seatsFree === 0
      ? t('soldOutWhy')
      : isReserved && t('best');
  return hint && <p className={styles.hint}>{hint}</p>;
}
