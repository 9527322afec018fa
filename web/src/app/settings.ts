/** Small choices of a visitor that outlive the page: theme, language. Never anything secret. */
type Setting = 'theme' | 'locale' | 'session';

const keyOf = (setting: Setting): string => `rowlock.${setting}`;

/** Undefined where nothing was chosen, or where the browser keeps nothing. */
export function readSetting(setting: Setting): string | undefined {
  try {
    return localStorage.getItem(keyOf(setting)) ?? undefined;
  } catch {
    // Storage is switched off: every visit is the first.
    return undefined;
  }
}

/** Keeps a choice; undefined forgets it. */
export function writeSetting(setting: Setting, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(keyOf(setting));
    else localStorage.setItem(keyOf(setting), value);
  } catch {
    // Storage is switched off or full: the choice lasts as long as the page.
  }
}
