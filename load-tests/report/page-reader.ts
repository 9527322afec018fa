import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** A page as the parser of the HTML standard reads it. */
export interface PageReading {
  /** What a browser would have to mend, by the standard's names; empty for a well-formed page. */
  readonly errors: readonly string[];
  readonly elements: readonly Element[];
  /** All text of the body but style sheets, with single blanks. */
  readonly text: string;
}

export function readPage(markup: string): PageReading {
  const errors: string[] = [];
  const document = parse(markup, {
    onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`),
  });
  const elements = elementsIn(document);
  return {
    errors,
    elements,
    text: elements
      .filter(({ tagName }) => tagName === 'body')
      .map(textOf)
      .join(' '),
  };
}

export const attributesOf = (element: Element): Readonly<Record<string, string>> =>
  Object.fromEntries(element.attrs.map(({ name, prefix, value }) => [prefix ? `${prefix}:${name}` : name, value]));

/** All text in an element, with single blanks. */
export const textOf = (element: Node): string => textsIn(element).join(' ').replaceAll(/\s+/g, ' ').trim();

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);

const elementsIn = (node: Node): Element[] =>
  childrenOf(node).flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : elementsIn(child)));

const textsIn = (node: Node): string[] => {
  if (node.nodeName === 'style') return [];
  return 'value' in node ? [node.value] : childrenOf(node).flatMap(textsIn);
};
