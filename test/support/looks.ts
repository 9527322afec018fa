import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { keepPicture, type ScreenName, SCREENS, type Theme } from './browser.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Every way a page is looked at. */
export const VIEWS = (Object.keys(SCREENS) as ScreenName[]).flatMap((screen) =>
  (['light', 'dark'] as const).map((theme): readonly [ScreenName, Theme] => [screen, theme]),
);

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Keeps a picture of a page, and expects that axe finds nothing on it and nothing lies to the side. */
export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  await keepPicture(page, name);
  expect(await violationsOn(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
}

/** What axe finds, in a line each. Evaluated, since the page's own policy lets no script of ours in. */
async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
