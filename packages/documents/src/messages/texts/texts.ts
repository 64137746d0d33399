import { LOCALES, type Locale } from "../../wording/locale.ts";
import { swissGermanLetter } from "../../wording/swiss-german.ts";
import { MESSAGE_KINDS, type MessageKind } from "../kinds.ts";
import { ENGLISH } from "./english.ts";
import { GERMAN } from "./german.ts";

/**
 * A message's wording. Placeholders and conditions are Liquid's; a blank line ends a paragraph, `- ` begins an item of a
 * list, `**` marks what is bold. There is no other markup: text, HTML and letter are made from it alike.
 */
export interface Template {
	readonly subject: string;
	readonly body: string;
}

export type Texts = Readonly<Record<MessageKind, Template>>;

/** The wording that holds where the merchant has none of his own. */
export function builtInTemplate(kind: MessageKind, locale: Locale): Template {
	if (locale === "en") return ENGLISH[kind];
	return locale === "de" ? GERMAN[kind] : inSwissGerman(GERMAN[kind]);
}

/** A German text as Swiss customers get it: ours, and a merchant's who has none of his own for them. */
export function inSwissGerman({ subject, body }: Template): Template {
	return { subject: swissGermanLetter(subject), body: swissGermanLetter(body) };
}

/** All of them, for the page on which merchants edit them. */
export function builtInTemplates(): readonly {
	readonly kind: MessageKind;
	readonly locale: Locale;
	readonly template: Template;
}[] {
	return MESSAGE_KINDS.flatMap((kind) =>
		LOCALES.map((locale) => ({ kind, locale, template: builtInTemplate(kind, locale) })),
	);
}
