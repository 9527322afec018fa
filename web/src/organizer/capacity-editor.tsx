import { type EventResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { ProblemNotice } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { eventFormTexts } from './event-form-texts.js';
import { StaleMerge } from './stale-merge.js';
import { useEventEditor } from './use-event-editor.js';
import styles from './sales-view.module.css';

/** The one number that is changed in the middle of a sale, without the rest of the form. */
export function CapacityEditor({ event }: { readonly event: EventResponse }) {
  const t = useTexts(eventFormTexts);
  const editor = useEventEditor(event, () => toast(t('saved')));
  return (
    <form
      className={styles.capacity}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (editor.changed.length > 0) editor.save();
      }}
    >
      <div className={styles.capacityField}>
        <TextField
          type="number"
          inputMode="numeric"
          required
          min={1}
          max={1_000_000}
          label={t('capacity')}
          hint={t('capacityHint')}
          value={editor.draft.capacity}
          onChange={({ target }) => editor.set('capacity', target.value)}
        />
        <Button type="submit" isBusy={editor.isSaving} disabled={editor.changed.length === 0 || !!editor.other}>
          {t('saveCapacity')}
        </Button>
      </div>
      {editor.problem && <ProblemNotice problem={editor.problem} />}
      <StaleMerge editor={editor} />
    </form>
  );
}
