import { fieldErrors } from '../api/field-errors.js';
import { type EventResponse } from '../api/schema.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Card } from '../ui/page.js';
import { Notice, ProblemNotice } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { EventFields, NumberField } from './event-fields.js';
import { fieldOfPointer } from './event-draft.js';
import { eventFormTexts } from './event-form-texts.js';
import { organizerTexts } from './organizer-texts.js';
import { StaleMerge } from './stale-merge.js';
import { useEventEditor } from './use-event-editor.js';
import styles from './event-fields.module.css';

/** Everything that can be changed about an event, in one form. */
export function DetailsView({ event }: { readonly event: EventResponse }) {
  const t = useTexts(eventFormTexts);
  const shared = useTexts(organizerTexts);
  const editor = useEventEditor(event, () => toast(t('saved')));
  if (event.status === 'cancelled') return <Notice tone="bad" title={shared('cancelledNow')} />;
  const fields = { draft: editor.draft, set: editor.set, errors: errorsOf(editor.problem) };
  return (
    <Card>
      <form
        className={styles.form}
        onSubmit={(submit) => {
          submit.preventDefault();
          if (editor.changed.length > 0) editor.save();
        }}
      >
        <EventFields
          {...fields}
          seats={
            event.seating === 'general' && (
              <NumberField {...fields} field="capacity" min={1} max={1_000_000} hint={t('capacityHint')} />
            )
          }
        />
        {editor.problem && <ProblemNotice problem={editor.problem} />}
        <StaleMerge editor={editor} />
        {!editor.other && (
          <div className={styles.deeds}>
            <Button type="submit" look="primary" isBusy={editor.isSaving} disabled={editor.changed.length === 0}>
              {t('save')}
            </Button>
            {editor.changed.length > 0 && (
              <Button look="quiet" onClick={editor.reset}>
                {t('back')}
              </Button>
            )}
          </div>
        )}
      </form>
    </Card>
  );
}

/** The API's words by the name of the field in this form. */
export const errorsOf = (problem: Parameters<typeof fieldErrors>[0]): Readonly<Partial<Record<string, string>>> =>
  Object.fromEntries(
    Object.entries(fieldErrors(problem)).map(([pointer, detail]) => [fieldOfPointer(pointer), detail]),
  );
