import type { Text } from "@kontor/connector";
import { LiquidError } from "liquidjs";
import type { Locale } from "../wording/locale.ts";
import type { Block, Written } from "./blocks.ts";
import type { MessageData } from "./data.ts";
import { dataBlock } from "./data-blocks.ts";
import { MESSAGES, type MessageKind } from "./kinds.ts";
import { LIQUID } from "./liquid.ts";
import { splitAtBlocks, unguarded } from "./marks.ts";
import { parseText } from "./parse-text.ts";
import { PLACEHOLDER_NAMES, PLACEHOLDERS, type PlaceholderName } from "./placeholders.ts";
import { builtInTemplate, type Template } from "./texts/texts.ts";
import { valuesOf } from "./values.ts";

const BLOCKS = PLACEHOLDER_NAMES.filter((name) => PLACEHOLDERS[name].block);

/**
 * Fills in a template that `checkTemplate` accepted. The same data gives the same message.
 *
 * @throws LiquidError for a template that was never checked.
 */
export function writeMessage(template: Template, data: MessageData, locale: Locale): Written {
	return filledIn(template, data, locale).written;
}

/**
 * Fills in a merchant's own template, or ours where his fails with these data: it was checked by an older release, or its
 * conditions leave out what must be said. `fault` says why it is ours; null: it is his.
 */
export function writeOwnMessage(
	kind: MessageKind,
	own: Template,
	data: MessageData,
	locale: Locale,
): { readonly written: Written; readonly fault: Text | null } {
	const fault = faultOf(kind, own, data, locale);
	const template = fault === null ? own : builtInTemplate(kind, locale);
	return { written: writeMessage(template, data, locale), fault };
}

/** Why a template makes no message of these data, in words for the merchant; null where it makes one. */
export function faultOf(kind: MessageKind, template: Template, data: MessageData, locale: Locale): Text | null {
	try {
		const { written, blocks, shown } = filledIn(template, data, locale);
		const hidden = MESSAGES[kind].needs.find((name) => (blocks.get(name) ?? []).length > 0 && !shown.has(name));
		if (hidden !== undefined) return HIDES(hidden);
		return written.subject === "" || written.blocks.length === 0 ? EMPTY : null;
	} catch (error) {
		// Whatever it is: should it be the data, ours fails, too.
		const [line = 1] = LiquidError.is(error) ? error.token.getPosition() : [];
		return { de: `Zeile ${line} lässt sich nicht ausfüllen.`, en: `Line ${line} cannot be filled in.` };
	}
}

const EMPTY: Text = { de: "Betreff oder Text sind dann leer.", en: "Subject or text are empty then." };

const HIDES = (name: PlaceholderName): Text => ({
	de: `Der Platzhalter {{ ${name} }} (${PLACEHOLDERS[name].title.de}) fehlt dann: Er darf von keiner Bedingung abhängen.`,
	en: `The placeholder {{ ${name} }} (${PLACEHOLDERS[name].title.en}) is missing then: it must depend on no condition.`,
});

function filledIn(template: Template, data: MessageData, locale: Locale) {
	const blocks = new Map(BLOCKS.map((name) => [name, dataBlock(name, data, locale)]));
	const shown = new Set<PlaceholderName>();
	const values = valuesOf(data, locale, (name) => (blocks.get(name) ?? []).length > 0);
	const subject = LIQUID.parseAndRenderSync(template.subject, values) as string;
	const body = LIQUID.parseAndRenderSync(template.body, values) as string;
	const blockOf = (name: PlaceholderName): readonly Block[] => {
		shown.add(name);
		return blocks.get(name) ?? [];
	};
	const written: Written = {
		subject: unguarded(splitAtBlocks(subject).join("")).replace(/\s+/g, " ").trim(),
		blocks: parseText(body, blockOf),
	};
	return { written, blocks, shown };
}
