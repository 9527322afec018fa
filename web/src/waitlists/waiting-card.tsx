import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { type EventResponse, type WaitlistEntryResponse } from '../api/schema.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { ConfirmDialogWhenOpen } from '../ui/lazy-dialog.js';
import { ProblemNotice } from '../ui/states.js';
import { waitlistTexts } from './waitlist-texts.js';
import { ownWaitlistQuery, waitlistEntryQuery } from './waitlist-queries.js';
import styles from './waiting-card.module.css';

interface WaitingCardProps {
  readonly entry: Pick<WaitlistEntryResponse, 'eventId' | 'seats' | 'position'>;
  /** How freed seats are given; undefined where it is not known. */
  readonly mode?: EventResponse['waitlist']['mode'] | undefined;
}

/** A place in the queue: how many are ahead, for how many seats, and the way out. */
export function WaitingCard({ entry: { eventId, seats, position }, mode }: WaitingCardProps) {
  const t = useTexts(waitlistTexts);
  const format = useFormat();
  return (
    <div className={styles.waiting}>
      <p className={styles.place} aria-hidden="true">
        {format.number(position ?? 1)}
      </p>
      <div className={styles.words}>
        <div role="status">
          <h2>{t('place', { position: position ?? 1 })}</h2>
        </div>
        <p>{t('party', { count: seats })}</p>
        {mode && <p className={styles.hint}>{t(mode === 'auto' ? 'howAuto' : 'howOffer')}</p>}
      </div>
      <Leave eventId={eventId} />
    </div>
  );
}

function Leave({ eventId }: { readonly eventId: string }) {
  const t = useTexts(waitlistTexts);
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const leave = useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/v1/events/{id}/waitlist/me', { params: { path: { id: eventId } } })),
    onSuccess: () => setAsking(false),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ownWaitlistQuery().queryKey });
      return queryClient.invalidateQueries({ queryKey: waitlistEntryQuery(eventId).queryKey });
    },
  });
  return (
    <>
      <Button className={styles.leave} onClick={() => setAsking(true)}>
        {t('leave')}
      </Button>
      <ConfirmDialogWhenOpen
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('leaveQuestion')}
        description={t('leaveWhy')}
        deed={t('leave')}
        refusal={t('stay')}
        isBusy={leave.isPending}
        onConfirm={() => leave.mutate()}
      >
        {leave.isError && <ProblemNotice problem={toProblem(leave.error)} />}
      </ConfirmDialogWhenOpen>
    </>
  );
}
