import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { type Catalogue, LOCALES } from './catalogue.js';

const ROOT = join(import.meta.dirname, '..');

/** What must be filled in, as the parser sees it. */
const argumentsOf = (elements: readonly MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element.value];
    return [element.value, ...Object.values(element.options).flatMap(({ value }) => argumentsOf(value))];
  });

const namesIn = (pattern: string): string[] => [...new Set(argumentsOf(parse(pattern)))].sort();

// Goal: no text fails on the page, in any language. Method: every catalogue there is, read as the pages read it.
describe('texts', () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('-texts.ts'));

  it('are found', () => {
    expect(files.length).toBeGreaterThan(3);
  });

  it.each(files)('in %s can be read, and want the same values in every language', async (file) => {
    const catalogues = Object.values((await import(join(ROOT, file))) as Record<string, Catalogue>);
    expect(catalogues).toHaveLength(1);
    for (const [name, texts] of Object.entries(catalogues[0] ?? {})) {
      const wanted = namesIn(texts.en);
      for (const locale of LOCALES) {
        expect({ name, locale, values: namesIn(texts[locale]) }).toEqual({ name, locale, values: wanted });
        expect(texts[locale].trim()).toBe(texts[locale]);
        expect(texts[locale]).not.toBe('');
      }
    }
  });
});
