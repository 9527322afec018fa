import { lengthOf } from './text.js';

const ASCII_WORD = /^[\da-z]$/i;

/** Forms of one character that count as the same; only those that are a single character again ("ß" stays alone). */
function formsOf(character: string): string[] {
  const forms = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  return [...forms].filter((form) => lengthOf(form) === 1);
}

/**
 * A PostgreSQL regular expression that finds `text` anywhere, whatever the case. `ILIKE` and `lower()` would depend on
 * the locale of the server, and ours runs with `C`, where they know ASCII only: "ÉTÉ" would not be found by "été".
 * Nothing in `text` has a meaning of its own: every character is a class of its forms or escaped.
 */
export const toSearchPattern = (text: string): string =>
  Array.from(text)
    .map((character) => {
      const forms = formsOf(character);
      if (forms.length > 1) return `[${forms.join('')}]`;
      const isPlain = ASCII_WORD.test(character) || character > '\u007f' || character === ' ';
      return isPlain ? character : `\\${character}`;
    })
    .join('');
