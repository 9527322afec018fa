/** Markup that may stand in a page as it is: only `html` and `trusted` make it. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What a template takes: text and numbers are escaped, markup stands as it is, nothing for `undefined`. */
export type Part = Html | string | number | undefined | readonly Part[];

/**
 * A template whose values cannot become markup, neither between tags nor in a quoted attribute; always quote attributes.
 * Source: https://html.spec.whatwg.org/#escapingString and the apostrophe.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + toMarkup(parts[index])).join(''));
}

/** Takes over markup that we did not write with `html`: the SVG of the chart library, our own style sheet. Never data. */
export const trusted = (markup: string): Html => new Html(markup);

function toMarkup(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return part.map(toMarkup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
