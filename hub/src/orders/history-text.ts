import { formatMoney, Money, type Text } from "@kontor/connector";
import { CAUSES, type Cause } from "@kontor/receivables";
import * as z from "zod";

/** What happens to an order's data, and leaves its state as it is. */
const NOTES: Readonly<Record<string, Text>> = {
	"invoice-arrived": { de: "Rechnung gestellt", en: "Invoiced" },
	"invoice-changed": { de: "Rechnung geändert", en: "Invoice changed" },
	"invoice-document-arrived": { de: "Rechnung als PDF eingetroffen", en: "Invoice arrived as PDF" },
	"email-changed": { de: "E-Mail-Adresse geändert", en: "E-mail address changed" },
	"customer-changed": { de: "Name oder Adresse geändert", en: "Name or address changed" },
	"collection-status": { de: "Stand beim Inkasso", en: "Status at the collection agency" },
	"paid-out": { de: "Vom Marktplatz ausgezahlt", en: "Paid out by the marketplace" },
	"personal-data-erased": { de: "Personenbezogene Daten entfernt", en: "Personal data removed" },
};

/** The order is settled by what settles it in another system (PRODUCT A13). */
const LINKED: Text = { de: "Wie im verknüpften System", en: "As in the linked system" };

/** What of a cause a merchant reads; the rest of it is for machines. */
const Readable = z.object({
	by: z.enum(["machine", "person", "shop"]).optional().catch(undefined),
	/** The name of the key a person used. */
	credential: z.string().optional().catch(undefined),
	amount: Money.optional().catch(undefined),
	linked: z.boolean().optional().catch(undefined),
	from: Money.optional().catch(undefined),
	to: Money.optional().catch(undefined),
});

/** An entry of an order's history as a sentence: what happened, how much, and by whom. */
export function historyText(event: string, cause: unknown): Text {
	const said = Readable.safeParse(cause).data ?? {};
	const base: Text = isCause(event) ? CAUSES[event] : (NOTES[event] ?? { de: event, en: event });
	const told = said.linked === true ? LINKED : base;
	return { de: sentence("de", told.de, said), en: sentence("en", told.en, said) };
}

function sentence(language: "de" | "en", base: string, said: z.infer<typeof Readable>): string {
	const { by, credential, amount, from, to } = said;
	const money =
		from !== undefined && to !== undefined
			? `${formatMoney(from, language)} → ${formatMoney(to, language)}`
			: amount !== undefined && formatMoney(amount, language);
	const who =
		by === "person" && credential !== undefined && (language === "de" ? `von ${credential}` : `by ${credential}`);
	return `${base}${money ? `: ${money}` : ""}${who ? ` (${who})` : ""}`;
}

function isCause(event: string): event is Cause {
	return Object.hasOwn(CAUSES, event);
}
