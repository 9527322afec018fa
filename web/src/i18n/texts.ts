import { useMemo } from 'react';
import { IntlMessageFormat } from 'intl-messageformat';
import { type Catalogue, type Locale, type Translate } from './catalogue.js';
import { useLocale } from './locale.js';

const formats = new Map<string, IntlMessageFormat>();

/** Reading a pattern costs more than filling it in, so each is read once. */
function formatOf(pattern: string, locale: Locale): IntlMessageFormat {
  const key = `${locale} ${pattern}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new IntlMessageFormat(pattern, locale);
  formats.set(key, made);
  return made;
}

const translator =
  <C extends Catalogue>(texts: C, locale: Locale): Translate<C> =>
  (name, ...[values]) =>
    String(formatOf(texts[name]?.[locale] ?? name, locale).format(values));

/** The texts of a catalogue in the language of the page: `const t = useTexts(eventTexts)`. */
export function useTexts<C extends Catalogue>(texts: C): Translate<C> {
  const locale = useLocale();
  return useMemo(() => translator(texts, locale), [texts, locale]);
}
