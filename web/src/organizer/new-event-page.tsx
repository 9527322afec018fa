import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answerOf, api } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { type CreateEventRequest } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { Card, Page, PageHead } from '../ui/page.js';
import { ProblemNotice } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { errorsOf } from './details-view.js';
import { type EventDraft, NEW_DRAFT, toCreation } from './event-draft.js';
import { EventFields, NumberField } from './event-fields.js';
import { eventFormTexts } from './event-form-texts.js';
import { faultOf, type HallSection, NEW_SECTION, toSeatMap } from './hall.js';
import { HallBuilder } from './hall-builder.js';
import { hallTexts } from './hall-texts.js';
import { OrganizerGate } from './organizer-gate.js';
import styles from './event-fields.module.css';

/** `/organizer/new`: a new event, as a draft. */
export function NewEventPage() {
  const t = useTexts(eventFormTexts);
  return (
    <OrganizerGate>
      {() => (
        <Page>
          <PageHead title={t('createTitle')} lead={t('createLead')} />
          <Card>
            <NewEventForm />
          </Card>
        </Page>
      )}
    </OrganizerGate>
  );
}

function NewEventForm() {
  const t = useTexts(eventFormTexts);
  const hall = useTexts(hallTexts);
  const [draft, setDraft] = useState<EventDraft>(NEW_DRAFT);
  const [seating, setSeating] = useState<CreateEventRequest['seating']>('general');
  const [sections, setSections] = useState<readonly HallSection[]>(() => [
    { ...NEW_SECTION, id: 1, name: hall('sectionNew', { number: 1 }) },
  ]);
  const creating = useCreateEvent();
  const problem = creating.isError ? toProblem(creating.error) : undefined;
  const set = <Field extends keyof EventDraft>(field: Field, value: EventDraft[Field]): void => {
    setDraft((typed) => ({ ...typed, [field]: value }));
  };
  const fields = { draft, set, errors: errorsOf(problem) };
  const isFaulty = seating === 'reserved' && faultOf(sections) !== undefined;
  return (
    <form
      className={styles.form}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (isFaulty) return;
        creating.mutate(toCreation(draft, seating === 'reserved' ? { seatMap: toSeatMap(sections) } : undefined));
      }}
    >
      <EventFields
        {...fields}
        seats={
          <>
            <div className={styles.whole}>
              <Choice
                label={t('seating')}
                value={seating}
                onChange={setSeating}
                options={[
                  { value: 'general', title: t('general') },
                  { value: 'reserved', title: t('reserved') },
                ]}
              />
            </div>
            {seating === 'general' ? (
              <NumberField {...fields} field="capacity" min={1} max={1_000_000} />
            ) : (
              <HallBuilder sections={sections} onChange={setSections} />
            )}
          </>
        }
      />
      {problem && <ProblemNotice problem={problem} />}
      <div className={styles.deeds}>
        <Button type="submit" look="primary" isLarge isBusy={creating.isPending} disabled={isFaulty}>
          {t('saveDraft')}
        </Button>
      </div>
    </form>
  );
}

/** Stores the draft and goes to it. */
function useCreateEvent() {
  const t = useTexts(eventFormTexts);
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: CreateEventRequest) => answerOf(api.POST('/api/v1/events', { body })),
    onSuccess: async ({ id }) => {
      toast(t('created'));
      await navigate({ to: '/organizer/events/$eventId', params: { eventId: id } });
    },
  });
}
