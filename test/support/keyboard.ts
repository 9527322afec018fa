import { type Page } from 'playwright-core';

/** More stops than any page of ours has. */
const STOPS_MAX = 80;

/** What holds everything, as the page's main part does after navigation, is nothing one has come to. */
const FOCUSED = `(() => {
  const { activeElement: element } = document;
  if (element.matches('body, main')) return '';
  return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
})()`;

/** What the focus is on, in its own words. */
export const focusedText = (page: Page): Promise<string> => page.evaluate<string>(FOCUSED);

/** Goes by Tab alone to what is called so. @throws Error where the keyboard does not get there */
export async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  while (seen.length < STOPS_MAX) {
    await page.keyboard.press('Tab');
    const text = await focusedText(page);
    if (text.includes(name)) return;
    seen.push(text);
  }
  throw new Error(`Tab never came to "${name}", only to: ${seen.join(' | ')}`);
}

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
