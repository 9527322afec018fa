import { useMemo } from 'react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Icon } from '../ui/icon.js';
import { Notice } from '../ui/states.js';
import { drawHall, faultOf, type HallSection, NEW_SECTION, type PlanRow, seatsIn } from './hall.js';
import { hallTexts } from './hall-texts.js';
import { SeatPlan } from './seat-plan.js';
import styles from './hall-builder.module.css';

/** More are slow to draw with every letter that is typed; all of them are saved. */
const PREVIEW_SEATS_MAX = 1500;

interface HallBuilderProps {
  readonly sections: readonly HallSection[];
  readonly onChange: (sections: readonly HallSection[]) => void;
}

/** Builds a hall out of sections, with a plan that follows. */
export function HallBuilder({ sections, onChange }: HallBuilderProps) {
  const t = useTexts(hallTexts);
  const fault = faultOf(sections);
  const change = (changed: HallSection): void => {
    onChange(sections.map((section) => (section.id === changed.id ? changed : section)));
  };
  const add = (): void => {
    const id = Math.max(0, ...sections.map((section) => section.id)) + 1;
    onChange([...sections, { ...NEW_SECTION, id, name: t('sectionNew', { number: id }) }]);
  };
  return (
    <div className={styles.builder}>
      <div className={styles.sections}>
        {sections.map((section) => (
          <SectionFields
            key={section.id}
            section={section}
            onChange={change}
            onRemove={() => onChange(sections.filter(({ id }) => id !== section.id))}
          />
        ))}
        <Button onClick={add}>
          <Icon name="plus" />
          {t('add')}
        </Button>
        {fault && <Notice tone="bad">{t(fault)}</Notice>}
      </div>
      {(fault === undefined || fault === 'nameMissing' || fault === 'nameTwice') && (
        <Preview sections={sections} onChange={change} />
      )}
    </div>
  );
}

interface SectionFieldsProps {
  readonly section: HallSection;
  readonly onChange: (section: HallSection) => void;
  readonly onRemove: () => void;
}

function SectionFields({ section, onChange, onRemove }: SectionFieldsProps) {
  const t = useTexts(hallTexts);
  const count = (field: 'rows' | 'seatsPerRow') => (
    <TextField
      type="number"
      inputMode="numeric"
      label={t(field)}
      required
      min={1}
      max={1000}
      value={Number.isNaN(section[field]) ? '' : section[field]}
      onChange={({ target }) => onChange({ ...section, [field]: wholeOf(target.value) })}
    />
  );
  return (
    <fieldset className={styles.section}>
      <legend className={styles.legend}>{section.name}</legend>
      <div className={styles.name}>
        <TextField
          label={t('name')}
          required
          maxLength={60}
          value={section.name}
          onChange={({ target }) => onChange({ ...section, name: target.value })}
        />
        <Button look="quiet" onClick={onRemove} aria-label={t('remove', { section: section.name })}>
          <Icon name="close" />
        </Button>
      </div>
      {count('rows')}
      {count('seatsPerRow')}
      <TextField
        label={t('aisles')}
        placeholder={t('aislesHint')}
        value={section.aisles}
        onChange={({ target }) => onChange({ ...section, aisles: target.value })}
      />
    </fieldset>
  );
}

/** Within what the API takes, so that a slip of the finger does not draw a million seats. */
const wholeOf = (text: string): number =>
  text === '' ? Number.NaN : Math.min(1000, Math.max(0, Math.floor(Number(text))));

function Preview({ sections, onChange }: Pick<SectionFieldsProps, 'onChange'> & Pick<HallBuilderProps, 'sections'>) {
  const t = useTexts(hallTexts);
  const format = useFormat();
  const all = useMemo(() => drawHall(sections), [sections]);
  const rows = withinBudget(all);
  const pressed = new Set(
    rows.flatMap(({ seats }) => seats.filter(({ accessible }) => accessible).map(({ key }) => key)),
  );
  return (
    <section className={styles.preview} aria-label={t('hall')}>
      <h2 className={styles.title}>
        {t('hall')}, {t('seats', { count: seatsIn(sections) })}
      </h2>
      <p className={styles.lead}>{t('marking')}</p>
      <SeatPlan
        label={t('hall')}
        stage={t('stage')}
        rows={rows}
        pressed={pressed}
        nameOf={({ number, accessible }, { section, row }) =>
          [t('seat', { section, row, number }), accessible && t('accessible')].filter(Boolean).join(', ')
        }
        onPress={({ key }) => {
          const [id = '', place = ''] = key.split('/');
          const section = sections.find((known) => String(known.id) === id);
          if (section) onChange({ ...section, accessible: toggled(section.accessible, place) });
        }}
      />
      {rows.length < all.length && (
        <p className={styles.lead}>{t('previewSimple', { rows: format.number(rows.length) })}</p>
      )}
    </section>
  );
}

function withinBudget(rows: readonly PlanRow[]): readonly PlanRow[] {
  let left = PREVIEW_SEATS_MAX;
  const end = rows.findIndex(({ seats }) => (left -= seats.length) < 0);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
}

function toggled(places: ReadonlySet<string>, place: string): ReadonlySet<string> {
  const next = new Set(places);
  if (!next.delete(place)) next.add(place);
  return next;
}
