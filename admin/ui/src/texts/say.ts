// The texts of the console. Italian is the source; other languages come from locales/*/staff.po.

/** A text that was declared with `mark` and is translated where it is shown. */
export type Text = string & { readonly text: unique symbol };

/** Only a literal can be found by the collector of texts: a plain `string` is refused. */
type Literal<S extends string> = string extends S ? Text : S;

type Values = Readonly<Record<string, string | number>>;
type Plural = Partial<Record<Intl.LDMLPluralRule, string>>;

export interface Catalogue {
  readonly texts: Readonly<Record<string, string>>;
  readonly plurals: Readonly<Record<string, Plural>>;
}

export const EMPTY: Catalogue = { texts: {}, plurals: {} };

let language = "it";
let catalogue: Catalogue = EMPTY;
let rules = new Intl.PluralRules("it");

/** Speaks this language from now on. Whoever calls it draws everything anew. */
export function speak(spoken: string, texts: Catalogue): void {
  language = spoken;
  catalogue = texts;
  rules = new Intl.PluralRules(spoken);
}

/** The language that is spoken now, as its code. */
export const spoken = (): string => language;

/** How dates are written in it: who works in Milan in English reads 3 December, not December 3. */
export const dated = (): string => (language === "en" ? "en-GB" : language);

/** Declares a text that stands in a table and is said later. */
export function mark<S extends string>(source: string extends S ? never : S): Text {
  return source as string as Text;
}

/** The text in the spoken language, with `{name}` filled from `values`. */
export function t<S extends string>(source: Literal<S>, values?: Values): string {
  return filled(catalogue.texts[source] ?? source, values);
}

/** One or many of something; `{count}` is how many. */
export function many<S extends string, M extends string>(
  one: Literal<S>,
  other: Literal<M>,
  count: number,
  values?: Values,
): string {
  const known = catalogue.plurals[one];
  const chosen = known?.[rules.select(count)] ?? known?.other;
  const source = (rules.select(count) === "one" ? one : other) as string;
  return filled(chosen ?? source, {
    count: new Intl.NumberFormat(language).format(count),
    ...values,
  });
}

function filled(text: string, values?: Values): string {
  return values ? text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole)) : text;
}
