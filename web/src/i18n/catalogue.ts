/** The languages every text is in. The first is what people get who read none of them. */
export const LOCALES = ['en', 'id'] as const;

export type Locale = (typeof LOCALES)[number];

/** Texts of one part of the pages by name, each in every language (ICU MessageFormat). */
export type Catalogue = Readonly<Record<string, Readonly<Record<Locale, string>>>>;

type Value = string | number;

/** `{name}` and `{name, plural, …}` give `name`; what stands in a branch, as `{# seats}`, is no name. */
type NameAt<Text extends string> = Text extends `${infer Head}}${string}`
  ? Head extends `${infer Name},${string}`
    ? PlainName<Name>
    : PlainName<Head>
  : never;
type PlainName<Text extends string> = Text extends '' | `${string}${' ' | '#' | '{'}${string}` ? never : Text;
type Names<Text extends string> = Text extends `${string}{${infer Rest}` ? NameAt<Rest> | Names<Rest> : never;

/** What must be filled in: nothing, or a value for each name in the English text. */
type ValuesOf<Text extends string, Name extends string = Names<Text>> = [Name] extends [never]
  ? readonly []
  : readonly [values: Readonly<Record<Name, Value>>];

/** Gives a text of a catalogue in the language of the page, with its values filled in. */
export type Translate<C extends Catalogue> = <Name extends Extract<keyof C, string>>(
  name: Name,
  ...values: ValuesOf<C[Name]['en']>
) => string;

/** States a catalogue. Both languages stand side by side, so that one cannot be forgotten. */
export const defineTexts = <const C extends Catalogue>(texts: C): C => texts;
