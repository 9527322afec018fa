import { type ReactNode } from 'react';
import { useTexts } from '../i18n/texts.js';
import { Choice } from '../ui/choice.js';
import { TextArea, TextField } from '../ui/field.js';
import { type DraftField, type EventDraft } from './event-draft.js';
import { eventFormTexts } from './event-form-texts.js';
import styles from './event-fields.module.css';

interface EventFieldsProps {
  readonly draft: EventDraft;
  readonly set: <Field extends DraftField>(field: Field, value: EventDraft[Field]) => void;
  /** What the API says about fields, by name. */
  readonly errors: Readonly<Partial<Record<string, string>>>;
  /** How many seats, or how they stand. */
  readonly seats: ReactNode;
}

/** Everything an organizer sets of an event, for a new one and for one that is there. */
export function EventFields({ seats, ...fields }: EventFieldsProps) {
  const t = useTexts(eventFormTexts);
  return (
    <>
      <Group title={t('about')}>
        <About {...fields} />
      </Group>
      <Group title={t('when')}>
        <Dates {...fields} />
      </Group>
      <Group title={t('bookings')}>
        {seats}
        <Limits {...fields} />
      </Group>
      <Group title={t('waitlistGroup')}>
        <Waitlist {...fields} />
      </Group>
    </>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.title}>{title}</legend>
      <div className={styles.fields}>{children}</div>
    </fieldset>
  );
}

type GroupProps = Omit<EventFieldsProps, 'seats'>;

function About({ draft, set, errors }: GroupProps) {
  const t = useTexts(eventFormTexts);
  return (
    <>
      <div className={styles.whole}>
        <TextField
          label={t('title')}
          required
          maxLength={200}
          value={draft.title}
          error={errors.title}
          onChange={({ target }) => set('title', target.value)}
        />
      </div>
      <div className={styles.whole}>
        <TextField
          label={t('venue')}
          hint={t('optional')}
          maxLength={200}
          value={draft.venue}
          error={errors.venue}
          onChange={({ target }) => set('venue', target.value)}
        />
      </div>
      <div className={styles.whole}>
        <TextArea
          label={t('description')}
          hint={t('optional')}
          maxLength={5000}
          value={draft.description}
          error={errors.description}
          onChange={({ target }) => set('description', target.value)}
        />
      </div>
    </>
  );
}

function Dates({ draft, set, errors }: GroupProps) {
  const t = useTexts(eventFormTexts);
  const { startsAt, salesOpenAt } = draft;
  const moment = (
    field: 'startsAt' | 'endsAt' | 'salesOpenAt' | 'salesCloseAt',
    hint: string | undefined,
    limits: { readonly min?: string; readonly max?: string; readonly required?: true },
  ) => (
    <TextField
      type="datetime-local"
      label={t(field)}
      hint={hint}
      value={draft[field]}
      error={errors[field]}
      onChange={({ target }) => set(field, target.value)}
      {...limits}
    />
  );
  const before = startsAt === '' ? {} : { max: startsAt };
  return (
    <>
      {moment('startsAt', undefined, { required: true })}
      {moment('endsAt', undefined, startsAt === '' ? {} : { min: startsAt })}
      {moment('salesOpenAt', t('salesOpenHint'), before)}
      {moment('salesCloseAt', t('salesCloseHint'), { ...before, ...(salesOpenAt !== '' && { min: salesOpenAt }) })}
    </>
  );
}

interface NumberFieldProps extends GroupProps {
  readonly field: 'capacity' | 'maxSeatsPerBooking' | 'maxSeatsPerUser' | 'holdMinutes' | 'offerMinutes';
  readonly min: number;
  readonly max: number;
  /** Minutes may be halves; seats may not. */
  readonly step?: number;
  readonly hint?: string;
}

/** A number of an event, within what the API takes. */
export function NumberField({ field, draft, set, errors, hint, ...range }: NumberFieldProps) {
  const t = useTexts(eventFormTexts);
  return (
    <TextField
      type="number"
      inputMode="decimal"
      required
      label={t(field)}
      hint={hint}
      value={draft[field]}
      error={errors[field]}
      onChange={({ target }) => set(field, target.value)}
      {...range}
    />
  );
}

function Limits(fields: GroupProps) {
  return (
    <>
      <NumberField {...fields} field="maxSeatsPerBooking" min={1} max={100} />
      <NumberField {...fields} field="maxSeatsPerUser" min={1} max={1000} />
      <NumberField {...fields} field="holdMinutes" min={0.5} max={60} step={0.5} />
    </>
  );
}

function Waitlist(fields: GroupProps) {
  const t = useTexts(eventFormTexts);
  const { draft, set } = fields;
  return (
    <>
      <Choice
        label={t('waitlist')}
        value={draft.waitlist}
        onChange={(value) => set('waitlist', value)}
        options={[
          { value: 'on', title: t('waitlist_on') },
          { value: 'off', title: t('waitlist_off') },
        ]}
      />
      <Choice
        label={t('waitlistMode')}
        value={draft.waitlistMode}
        onChange={(value) => set('waitlistMode', value)}
        options={[
          { value: 'auto', title: t('waitlistMode_auto') },
          { value: 'offer', title: t('waitlistMode_offer') },
        ]}
      />
      {draft.waitlistMode === 'offer' && (
        <NumberField {...fields} field="offerMinutes" min={0.5} max={1440} step={0.5} />
      )}
    </>
  );
}
