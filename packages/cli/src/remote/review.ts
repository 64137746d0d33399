import { formatMoney } from "@kontor/connector";
import { call, listPostings, type Posting } from "@kontor/protocol";
import { dayIn, inLanguage, type Language } from "../language.ts";
import { dim } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";
import { type HubOptions, merchantAccess } from "./hub-access.ts";

const TITLES = {
	de: ["Gebucht", "Betrag", "Zahler und Verwendungszweck", "Gründe und Vorschläge"],
	en: ["Booked", "Amount", "Payer and remittance text", "Reasons and suggestions"],
} as const;
const PAGE = 50;
/** A posting's id fits. */
const PAYER_WIDTH = 36;

/** `kontor review`: what waits for a person. */
export async function showReview(options: HubOptions & { json?: true }, language: Language): Promise<void> {
	const t = inLanguage(language);
	const hub = merchantAccess(options, language);
	const { items, next } = await call(hub, listPostings, { query: { outcome: "review", limit: PAGE } });
	if (options.json) console.log(JSON.stringify(items, null, 2));
	else if (items.length === 0) console.log(t("Nichts zu prüfen.", "Nothing to review."));
	else console.log(reviewTable(items, language));
	if (next !== null && !options.json) console.log(dim(t(`Die neuesten ${PAGE}.`, `The newest ${PAGE}.`)));
}

/** @param indent columns of the terminal that stay free on the left. */
export function reviewTable(postings: readonly Posting[], language: Language, indent = 0): string {
	const [booked, amount, payer, reasons] = TITLES[language];
	const rows = postings.map((posting) => [
		dayIn(posting.bookingDay, language),
		formatMoney(posting.amount, language),
		[posting.counterparty.name, dim(posting.remittance.replace(/\s+/g, " ")), dim(posting.id)]
			.filter(Boolean)
			.join("\n"),
		[
			...posting.reasons.map(({ text }) => text[language]),
			...posting.suggestions.flatMap((s) => suggested(s, language)),
		].join("\n"),
	]);
	const columns = [
		{ title: booked },
		{ title: amount, align: "right" },
		{ title: payer, most: PAYER_WIDTH },
		{ title: reasons, flexible: true },
	] as const;
	return table(columns, rows, { spaced: true, indent });
}

export function suggested(
	{ orders, probability, reasons }: Posting["suggestions"][number],
	language: Language,
): string[] {
	const names = orders.map(({ number, amount }) => `${number} ${formatMoney(amount, language)}`).join(" + ");
	const chance = `${Math.min(99, Math.round(probability * 100))} %`;
	return [
		`→ ${names} ${language === "de" ? "möglich zu" : "possible at"} ${chance}`,
		...reasons.map(({ text }) => dim(text[language])),
	];
}
