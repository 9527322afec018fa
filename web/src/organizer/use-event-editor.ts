import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, ifMatch } from '../api/client.js';
import { withPatience } from '../api/patience.js';
import { type Problem, toProblem } from '../api/problem.js';
import { type EventResponse } from '../api/schema.js';
import { eventQuery } from '../events/event-queries.js';
import { changedFields, type DraftField, type EventDraft, toDraft, toEdit } from './event-draft.js';
import { readOtherEdit, type OtherEdit } from './other-edit.js';

/** An edit on its way: of a form, or of one number. */
export interface EventEditor {
  /** What the form shows. */
  readonly draft: EventDraft;
  /** The state the edit began from. */
  readonly base: EventDraft;
  readonly set: <Field extends DraftField>(field: Field, value: EventDraft[Field]) => void;
  readonly changed: readonly DraftField[];
  readonly save: () => void;
  /** Takes back what was typed. */
  readonly reset: () => void;
  readonly isSaving: boolean;
  readonly problem: Problem | undefined;
  /** Somebody else was faster; `settle` goes on from there with these fields of ours. */
  readonly other: OtherEdit | undefined;
  readonly settle: (fields: readonly DraftField[]) => void;
}

interface Save {
  readonly draft: EventDraft;
  readonly fields: readonly DraftField[];
  readonly revision: number;
}

type SaveAnswer = { readonly saved: EventResponse } | { readonly other: OtherEdit };

/**
 * Edits an event: sends what was touched, based on the revision it was typed over. When somebody else has edited
 * meanwhile nothing is lost: the answer is their state, and what was typed stays until it is settled.
 */
export function useEventEditor(event: EventResponse, onSaved: () => void): EventEditor {
  const queryClient = useQueryClient();
  const [base, setBase] = useState(event);
  const [draft, setDraft] = useState(() => toDraft(event));
  const baseDraft = toDraft(base);
  const changed = changedFields(baseDraft, draft);
  const begin = (state: EventResponse): void => {
    setBase(state);
    setDraft(toDraft(state));
  };
  const saving = useMutation({
    mutationFn: (edit: Save) => saveOrLook(event.id, edit),
    onSuccess: (answer) => {
      if (!('saved' in answer)) return;
      begin(answer.saved);
      queryClient.setQueryData(eventQuery(event.id).queryKey, answer.saved);
      onSaved();
    },
  });
  const other = saving.data && 'other' in saving.data ? saving.data.other : undefined;
  // Nothing was typed yet: the form simply shows what is.
  if (event.revision > base.revision && changed.length === 0 && !other) begin(event);
  return {
    draft,
    base: baseDraft,
    changed,
    other,
    set: (field, value) => {
      setDraft((typed) => ({ ...typed, [field]: value }));
    },
    save: () => saving.mutate({ draft, fields: changed, revision: base.revision }),
    reset: () => {
      saving.reset();
      begin(event);
    },
    isSaving: saving.isPending,
    problem: saving.isError ? toProblem(saving.error) : undefined,
    settle: (fields) => {
      if (!other) return;
      if (fields.length > 0) saving.mutate({ draft, fields, revision: other.event.revision });
      else {
        begin(other.event);
        queryClient.setQueryData(eventQuery(event.id).queryKey, other.event);
        saving.reset();
      }
    },
  };
}

async function saveOrLook(id: string, { draft, fields, revision }: Save): Promise<SaveAnswer> {
  const params = { path: { id }, header: ifMatch(revision) };
  const body = toEdit(draft, fields);
  try {
    return { saved: await withPatience(() => answerOf(api.PATCH('/api/v1/events/{id}', { params, body })), ignore) };
  } catch (error) {
    if (toProblem(error).code !== 'revision-stale') throw error;
    return { other: await readOtherEdit(id) };
  }
}

/** The button turns meanwhile; that says enough. */
const ignore = (): void => undefined;
