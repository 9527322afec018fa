import { changedFields, type DraftField, type EventDraft } from './event-draft.js';

/** Two edits of one event that began from the same state. */
export interface Merge {
  /** What the other one changed. */
  readonly theirs: readonly DraftField[];
  /** What I changed and the other did not: goes along without a question. */
  readonly mine: readonly DraftField[];
  /** What both changed, to different values: somebody has to choose. */
  readonly conflicts: readonly DraftField[];
}

/** Whose value a field of both gets. */
export type Choices = Readonly<Partial<Record<DraftField, 'mine' | 'theirs'>>>;

/** Compares two edits field by field. Where both wrote the same there is nothing to settle. */
export function mergeOf(base: EventDraft, mine: EventDraft, theirs: EventDraft): Merge {
  const [changedByThem, changedByMe] = [changedFields(base, theirs), changedFields(base, mine)];
  const isOpen = (field: DraftField): boolean => mine[field] !== theirs[field];
  return {
    theirs: changedByThem,
    mine: changedByMe.filter((field) => isOpen(field) && !changedByThem.includes(field)),
    conflicts: changedByMe.filter((field) => isOpen(field) && changedByThem.includes(field)),
  };
}

/** The fields that still have to be sent once every conflict is settled; a conflict nobody chose in stays mine. */
export const fieldsToSend = ({ mine, conflicts }: Merge, choices: Choices): DraftField[] => [
  ...mine,
  ...conflicts.filter((field) => choices[field] !== 'theirs'),
];
