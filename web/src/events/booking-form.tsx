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
import { type BookSeats, newsFor } from './use-book-seats.js';
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

/** What the form comes to: a booking at once, the best seats on hold, a place on the waitlist, or nothing at all. */
type Offer = 'book' | 'best' | 'join' | 'nothing';

function offerFor({ seating, waitlist }: EventResponse, seats: number, seatsFree: number): Offer {
  if (seats > seatsFree && waitlist.enabled) return 'join';
  if (seatsFree === 0) return 'nothing';
  return seating === 'reserved' ? 'best' : 'book';
}

/** How many seats, and the way to them. */
export function BookingForm({ event, availability, booking }: BookingFormProps) {
  const t = useTexts(bookingTexts);
  const [seats, setSeats] = useState(1);
  const [wish, setWish] = useState<Wish>({ section: '', isTogether: false });
  const seatsFree = availability?.seatsFree ?? event.capacity;
  const offer = offerFor(event, seats, seatsFree);
  const { isPending = false, ...news } = newsFor('form', booking);
  const book = (hold: boolean): void => {
    const party = partyOf(event.seating, seats, offer === 'best' ? wish : undefined);
    booking.book({ ...party, ...(hold && { hold }) });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(submit) => {
        submit.preventDefault();
        book(offer === 'best');
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
      {offer === 'best' && <Wishes eventId={event.id} {...{ seats, wish }} onChange={setWish} />}
      <BookingNews {...news} />
      <Button type="submit" look="primary" isLarge isWide isBusy={isPending} disabled={offer === 'nothing'}>
        {offer === 'join' ? t('join') : t(offer === 'best' ? 'findBest' : 'book', { count: seats })}
      </Button>
      {offer === 'book' && (
        <Button look="quiet" isWide isBusy={isPending} onClick={() => book(true)}>
          {t('holdFor', { minutes: Math.round(event.holdSeconds / 60) })}
        </Button>
      )}
      <Hint offer={offer} seatsFree={seatsFree} />
    </form>
  );
}

/** Whoever wants to sit in one place, or together, does not want to wait for seats elsewhere. */
function partyOf(seating: EventResponse['seating'], seats: number, wish: Wish | undefined): BookSeatsRequest {
  if (seating === 'general') return { seats };
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

/** What the button will do, where its words are not enough. */
function Hint({ offer, seatsFree }: { readonly offer: Offer; readonly seatsFree: number }) {
  const t = useTexts(bookingTexts);
  const hints = {
    book: false,
    best: t('best'),
    join: t(seatsFree === 0 ? 'joinWhy' : 'tooMany'),
    nothing: t('soldOutWhy'),
  };
  return hints[offer] && <p className={styles.hint}>{hints[offer]}</p>;
}
