import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { type AvailabilityResponse, type EventResponse } from '../api/schema.js';
import { availabilityKey, eventQuery } from '../events/event-queries.js';
import { useTexts } from '../i18n/texts.js';
import { Button, ButtonLink } from '../ui/button.js';
import { ConfirmDialog } from '../ui/dialog.js';
import { Notice, ProblemNotice } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { organizerTexts } from './organizer-texts.js';
import styles from './event-workspace.module.css';

interface EventDeedsProps {
  readonly event: EventResponse;
  readonly availability: AvailabilityResponse | undefined;
}

/** What can be done with a whole event: publish, watch its sale, cancel. */
export function EventDeeds({ event, availability }: EventDeedsProps) {
  const t = useTexts(organizerTexts);
  const params = { eventId: event.id };
  return (
    <div className={styles.deeds}>
      {event.status === 'draft' && <Publish event={event} />}
      {event.status !== 'draft' && (
        <>
          <ButtonLink to="/monitor/$eventId" params={params}>
            {t('monitor')}
          </ButtonLink>
          <ButtonLink to="/events/$eventId" params={params} look="quiet">
            {t('publicPage')}
          </ButtonLink>
        </>
      )}
      {event.status !== 'cancelled' && <Cancel event={event} booked={availability?.seatsConfirmed ?? 0} />}
    </div>
  );
}

function Publish({ event: { id } }: { readonly event: EventResponse }) {
  const t = useTexts(organizerTexts);
  const keep = useKeepEvent(id);
  const publishing = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/events/{id}/publish', { params: { path: { id } } })),
    onSuccess: async (event) => {
      await keep(event);
      toast(t('published'));
    },
  });
  return (
    <>
      <Button look="primary" isBusy={publishing.isPending} onClick={() => publishing.mutate()}>
        {t('publish')}
      </Button>
      {publishing.isError ? (
        <ProblemNotice problem={toProblem(publishing.error)} />
      ) : (
        <Notice tone="warn">
          <p>{t('publishWhy')}</p>
        </Notice>
      )}
    </>
  );
}

function Cancel({ event: { id, title }, booked }: { readonly event: EventResponse; readonly booked: number }) {
  const t = useTexts(organizerTexts);
  const keep = useKeepEvent(id);
  const [isAsked, setAsked] = useState(false);
  const cancelling = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/events/{id}/cancel', { params: { path: { id } } })),
    onSuccess: async (event) => {
      await keep(event);
      setAsked(false);
      toast(t('cancelledNow'));
    },
  });
  return (
    <>
      <Button look="danger" onClick={() => setAsked(true)}>
        {t('cancelDeed')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={t('cancelTitle', { title })}
        description={t('cancelWhy', { count: booked })}
        deed={t('cancelDeed')}
        refusal={t('cancelKeep')}
        isBusy={cancelling.isPending}
        onConfirm={() => cancelling.mutate()}
      >
        {cancelling.isError && <ProblemNotice problem={toProblem(cancelling.error)} />}
      </ConfirmDialog>
    </>
  );
}

/** Shows the event as the API answered it, and reads its seats again where no stream tells of them. */
function useKeepEvent(id: string): (event: EventResponse) => Promise<void> {
  const queryClient = useQueryClient();
  return async (event) => {
    queryClient.setQueryData(eventQuery(id).queryKey, event);
    await queryClient.invalidateQueries({ queryKey: availabilityKey(id), exact: true });
  };
}
