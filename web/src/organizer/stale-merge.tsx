import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { useSession } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { type DraftField, type EventDraft, toDraft } from './event-draft.js';
import { eventFormTexts } from './event-form-texts.js';
import { type Choices, fieldsToSend, mergeOf } from './merge.js';
import { type Author } from './other-edit.js';
import { type EventEditor } from './use-event-editor.js';
import { useFieldText } from './use-field-text.js';
import styles from './stale-merge.module.css';

/** Two people edited at once: says who changed what, and lets both edits through where they can be. */
export function StaleMerge({ editor }: { readonly editor: EventEditor }) {
  const { other } = editor;
  if (!other) return null;
  const shown = other.author && editor.base.capacity !== String(other.event.capacity) ? other.author : undefined;
  // A third edit starts the question anew.
  return <MergeForm key={other.event.revision} editor={editor} theirs={toDraft(other.event)} author={shown} />;
}

interface MergeFormProps {
  readonly editor: EventEditor;
  readonly theirs: EventDraft;
  readonly author: Author | undefined;
}

function MergeForm({ editor, theirs, author }: MergeFormProps) {
  const t = useTexts(eventFormTexts);
  const [choices, setChoices] = useState<Choices>({});
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const merge = mergeOf(editor.base, editor.draft, theirs);
  const left = fieldsToSend(merge, choices);
  return (
    <section className={styles.merge}>
      <h2 ref={heading} tabIndex={-1}>
        {t('staleTitle')}
      </h2>
      <Changed author={author} />
      <Changes fields={merge.theirs} from={editor.base} to={theirs} />
      {merge.conflicts.map((field) => (
        <Conflict
          key={field}
          field={field}
          mine={editor.draft}
          theirs={theirs}
          choice={choices[field] ?? 'mine'}
          onChoose={(whose) => setChoices({ ...choices, [field]: whose })}
        />
      ))}
      {merge.mine.length > 0 && (
        <>
          <p>{t('mineToo')}</p>
          <Changes fields={merge.mine} from={editor.base} to={editor.draft} />
        </>
      )}
      {left.length === 0 && <p>{t('nothingOfMine')}</p>}
      <div className={styles.deeds}>
        <Button
          look="primary"
          isBusy={editor.isSaving}
          onClick={() => {
            editor.settle(left);
          }}
        >
          {t(left.length === 0 ? 'takeTheirs' : 'keepBoth')}
        </Button>
        {left.length > 0 && (
          <Button
            onClick={() => {
              editor.settle([]);
            }}
          >
            {t('takeTheirs')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Changed({ author }: { readonly author: Author | undefined }) {
  const t = useTexts(eventFormTexts);
  const format = useFormat();
  const { user } = useSession();
  if (!author) return <p>{t('changedBySomebody')}</p>;
  const when = format.ago(author.at);
  return <p>{author.id === user?.id ? t('changedByYou', { when }) : t('changedBy', { name: author.name, when })}</p>;
}

interface ChangesProps {
  readonly fields: readonly DraftField[];
  readonly from: EventDraft;
  readonly to: EventDraft;
}

function Changes({ fields, from, to }: ChangesProps) {
  const t = useTexts(eventFormTexts);
  const valueOf = useFieldText();
  return (
    <dl className={styles.changes}>
      {fields.map((field) => (
        <div key={field} className={styles.change}>
          <dt>{t(field)}</dt>
          <dd>
            <s>{valueOf(field, from)}</s> → <b>{valueOf(field, to)}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ConflictProps {
  readonly field: DraftField;
  readonly mine: EventDraft;
  readonly theirs: EventDraft;
  readonly choice: 'mine' | 'theirs';
  readonly onChoose: (whose: 'mine' | 'theirs') => void;
}

/** Both changed it: one of the two values has to go. */
function Conflict({ field, mine, theirs, choice, onChoose }: ConflictProps) {
  const t = useTexts(eventFormTexts);
  const valueOf = useFieldText();
  return (
    <div className={styles.conflict}>
      <p>{t('both')}</p>
      <Choice
        label={t(field)}
        value={choice}
        onChange={onChoose}
        options={[
          { value: 'mine', title: t('yours', { value: valueOf(field, mine) }) },
          { value: 'theirs', title: t('theirs', { value: valueOf(field, theirs) }) },
        ]}
      />
    </div>
  );
}
