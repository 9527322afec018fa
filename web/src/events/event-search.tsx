import { useEffect, useEffectEvent, useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { TextField } from '../ui/field.js';
import { type EventFilter } from './event-queries.js';
import { eventTexts } from './event-texts.js';
import styles from './events-page.module.css';

/** Typing rests this long before the list is asked for: shorter asks for every letter. */
const REST_MS = 300;

interface EventSearchProps {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}

/** Narrows the list as one types. */
export function EventSearch({ filter, onChange }: EventSearchProps) {
  const t = useTexts(eventTexts);
  const [search, setSearch] = useState(filter.search ?? '');
  const [shown, setShown] = useState(filter.search);
  // The address was changed by something else, such as the back button.
  if (shown !== filter.search) {
    setShown(filter.search);
    if (search.trim() !== (filter.search ?? '')) setSearch(filter.search ?? '');
  }
  const apply = useEffectEvent((text: string) => {
    if (text !== (filter.search ?? '')) onChange({ ...filter, search: text === '' ? undefined : text });
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      apply(search.trim());
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [search]);
  const day = (name: 'from' | 'to') => (
    <TextField
      label={t(name)}
      type="date"
      value={filter[name] ?? ''}
      {...(name === 'to' && { min: filter.from })}
      onChange={({ target }) => {
        onChange({ ...filter, [name]: target.value === '' ? undefined : target.value });
      }}
    />
  );
  return (
    <search className={styles.search}>
      <TextField
        label={t('search')}
        type="search"
        icon="search"
        maxLength={100}
        value={search}
        onChange={({ target }) => {
          setSearch(target.value);
        }}
      />
      {day('from')}
      {day('to')}
    </search>
  );
}
