import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from '../app/settings.js';

/** `system`: as the device has it, also when that changes at dusk. */
export const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

let chosen: Theme = THEMES.find((theme) => theme === readSetting('theme')) ?? 'system';

/** The attribute the tokens go by. `public/theme.js` sets it before the first paint. */
function apply(): void {
  const theme = chosen === 'system' ? (systemIsDark.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset.theme = theme;
}

apply();
systemIsDark.addEventListener('change', apply);

/** Chooses the theme for this visit and the next ones. */
export function setTheme(theme: Theme): void {
  chosen = theme;
  writeSetting('theme', theme === 'system' ? undefined : theme);
  apply();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the visitor has chosen. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => chosen);
