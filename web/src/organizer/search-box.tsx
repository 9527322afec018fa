import { useEffect, useEffectEvent, useState } from 'react';
import { TextField } from '../ui/field.js';

/** Typing rests this long before the list is asked for: shorter asks for every letter. */
const REST_MS = 300;

interface SearchBoxProps {
  readonly label: string;
  /** What the list is narrowed to; undefined: nothing. */
  readonly value: string | undefined;
  readonly onChange: (search: string | undefined) => void;
}

/** Narrows a list as one types. */
export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const [text, setText] = useState(value ?? '');
  const [shown, setShown] = useState(value);
  // Changed by something else, such as the back button.
  if (shown !== value) {
    setShown(value);
    if (text.trim() !== (value ?? '')) setText(value ?? '');
  }
  const apply = useEffectEvent((typed: string) => {
    if (typed !== (value ?? '')) onChange(typed === '' ? undefined : typed);
  });
  useEffect(() => {
    const timer = setTimeout(() => apply(text.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <TextField
      label={label}
      type="search"
      icon="search"
      maxLength={100}
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  );
}
