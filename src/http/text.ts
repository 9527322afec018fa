const SURROGATE_PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
// NUL cannot be stored in PostgreSQL; the other control characters let a name rewrite a log line or a terminal.
const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LAYOUT = /[^\P{Cc}\n\r\t]/u;

/** NFC and, unless told otherwise, trimmed; anything but a string is returned as it came. */
export const normaliseText = (value: unknown, trim: boolean): unknown => {
  if (typeof value !== 'string') return value;
  const text = value.normalize('NFC');
  return trim ? text.trim() : text;
};

/** Well-formed UTF-16 without control characters; `multiline` allows line breaks and tabs. */
export const isCleanText = (text: string, multiline: boolean): boolean =>
  text.isWellFormed() && !(multiline ? CONTROL_BUT_LAYOUT : CONTROL).test(text);

/** Length in Unicode code points, as PostgreSQL counts: surrogate pairs are one. */
export const lengthOf = (text: string): number => text.length - (text.match(SURROGATE_PAIR)?.length ?? 0);
