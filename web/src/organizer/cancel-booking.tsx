import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { type EventBookingResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/dialog.js';
import { ProblemNotice } from '../ui/states.js';
import { listTexts } from './list-texts.js';

/** Cancels somebody's booking, once asked again; nothing for one that has ended. */
export function CancelBooking({ booking }: { readonly booking: EventBookingResponse }) {
  const t = useTexts(listTexts);
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { id, eventId, reference, seats, status, userName: name } = booking;
  const cancelling = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/bookings/{id}/cancel', { params: { path: { id } } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['events', eventId, 'bookings'] });
      setAsked(false);
    },
  });
  if (status !== 'confirmed' && status !== 'held') return null;
  return (
    <>
      <Button look="quiet" onClick={() => setAsked(true)} aria-label={t('cancelBookingTitle', { reference })}>
        {t('cancelBooking')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={t('cancelBookingTitle', { reference })}
        description={t('cancelBookingWhy', { count: seats, name })}
        deed={t('cancelBookingDeed')}
        refusal={t('cancelBookingKeep')}
        isBusy={cancelling.isPending}
        onConfirm={() => cancelling.mutate()}
      >
        {cancelling.isError && <ProblemNotice problem={toProblem(cancelling.error)} />}
      </ConfirmDialog>
    </>
  );
}
