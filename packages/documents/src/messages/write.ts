import type { Locale } from "../wording/locale.ts";
import type { Written } from "./blocks.ts";
import type { MessageData } from "./data.ts";
import { dataBlock } from "./data-blocks.ts";
import { LIQUID } from "./liquid.ts";
import { splitAtBlocks, unguarded } from "./marks.ts";
import { parseText } from "./parse-text.ts";
import { PLACEHOLDER_NAMES, PLACEHOLDERS } from "./placeholders.ts";
import type { Template } from "./texts/texts.ts";
import { valuesOf } from "./values.ts";

const BLOCKS = PLACEHOLDER_NAMES.filter((name) => PLACEHOLDERS[name].block);

/**
 * Fills in a template that `checkTemplate` accepted. The same data gives the same message.
 *
 * @throws LiquidError for a template that was never checked.
 */
export function writeMessage(template: Template, data: MessageData, locale: Locale): Written {
	const blocks = new Map(BLOCKS.map((name) => [name, dataBlock(name, data, locale)]));
	const values = valuesOf(data, locale, (name) => (blocks.get(name) ?? []).length > 0);
	const subject = LIQUID.parseAndRenderSync(template.subject, values) as string;
	const body = LIQUID.parseAndRenderSync(template.body, values) as string;
	return {
		subject: unguarded(splitAtBlocks(subject).join("")).replace(/\s+/g, " ").trim(),
		blocks: parseText(body, (name) => blocks.get(name) ?? []),
	};
}
