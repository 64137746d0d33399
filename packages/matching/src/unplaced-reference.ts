import type { NamedOrder } from "./find-named.ts";
import type { ReadPosting } from "./read-posting.ts";
import { referenceForm } from "./references.ts";
import type { Mention } from "./scan-text.ts";
import type { Setting } from "./situation.ts";

/** A code of the bank's goes on: "8Q2C21MN0E4KX7A1/58211", or a long one in the next line. */
const OF_BANK = /\d[A-Z]+\d+[/-]$|\d{12}\s*\n\s*$/i;
const LONGEST_CODE = 40;

/**
 * A number that is called an order or invoice number, or is written like one of ours, and belongs to nothing we know;
 * undefined where there is none.
 */
export function unplacedReference(
	{ read, index }: Pick<Setting, "read" | "index">,
	named: readonly Pick<NamedOrder, "hit" | "indexed">[],
): Mention | undefined {
	// Digits that might by chance be another order's are not placed by it.
	const placed = named.filter(({ hit }) => hit.strong);
	const apart = (mention: Mention) =>
		!placed.some(
			({ hit: { span }, indexed }) =>
				(span !== null && mention.start < span.end && span.start < mention.end) ||
				indexed.referencesLike(mention.key).some((reference) => referenceForm(reference, mention.key) !== null),
		);
	const likeOurs = ({ words: [word = ""], attached, key }: Mention) =>
		(attached && word !== "" && index.hasPrefix(word)) ||
		(key.length >= 5 && placed.some(({ hit: { reference } }) => key.length === reference.digits.length));
	const called = (mention: Mention) => mention.label === "order" || mention.label === "invoice";
	return read.mentions.find(
		(mention) =>
			mention.key.length >= 3 &&
			(called(mention) || (mention.groups === 1 && mention.label === null && likeOurs(mention))) &&
			apart(mention) &&
			!OF_BANK.test(read.text.slice(Math.max(0, mention.start - LONGEST_CODE), mention.start)),
	);
}

/** The words that say that more is paid, or less by a credit note; undefined where none do. */
export function pointsToMore({ hints, text }: ReadPosting): string | undefined {
	return hints.others || hints.creditNote ? text : PLURAL.exec(text)?.[0];
}

/** "2 Rechnungen", "Ihre Bestellungen" */
const PLURAL = /(?<!\p{L})(?:rechnungen|bestellungen|auftr(?:ae|ä|a)ge|invoices|orders)(?!\p{L})/iu;
