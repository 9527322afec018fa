import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from '../app/settings.js';
import { type Locale, LOCALES } from './catalogue.js';

const SETTING = 'locale';
const listeners = new Set<() => void>();

const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);

function preferredLocale(): Locale {
  const chosen = readSetting(SETTING);
  const wishes = [chosen, ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  return wishes.find(isLocale) ?? LOCALES[0];
}

let current = preferredLocale();
document.documentElement.lang = current;

/** Changes the language of the page, for this visit and the next ones. */
export function setLocale(locale: Locale): void {
  current = locale;
  document.documentElement.lang = locale;
  writeSetting(SETTING, locale);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language of the page; the component is drawn again when it changes. */
export const useLocale = (): Locale => useSyncExternalStore(subscribe, () => current);
