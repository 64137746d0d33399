import { type CommandKind, formatMoney } from "@kontor/connector";
import {
	type Assignment,
	call,
	getOrder,
	getPosting,
	type OrderDetail,
	type Posting,
	type WriteBack,
} from "@kontor/protocol";
import { assignFiles } from "../assign/assign-files.ts";
import { dayIn, inLanguage, type Language } from "../language.ts";
import { orderNames } from "../report/named-orders.ts";
import { postingTable } from "../report/posting-table.ts";
import { printable } from "../terminal/printable.ts";
import { bold, dim, good, heading, waiting } from "../terminal/style.ts";
import { COMMAND, KIND, ORDER_STATE, OUTCOME } from "../words.ts";
import { type HubOptions, merchantAccess } from "./hub-access.ts";
import { suggested } from "./review.ts";

/** The n-th posting of a file. The others are decided, too: an earlier one may have paid the order already. */
export async function explainInFile(
	posting: string,
	orderFile: string,
	currency: string,
	language: Language,
): Promise<void> {
	const t = inLanguage(language);
	const [, file, place] = /^(.+)#(\d+)$/.exec(posting) ?? [];
	if (file === undefined) throw new Error(t("Erwartet wurde auszug.sta#3.", "Expected statement.sta#3."));
	const { assigned, faults } = await assignFiles([file], orderFile, currency);
	const found = assigned?.postings.find(({ listed }) => listed.posting.id.endsWith(`#${place}`));
	if (assigned === null || found === undefined) {
		const missing = t(`${file} hat keine Buchung ${place}.`, `${file} has no posting ${place}.`);
		throw new Error([...faults.map((fault) => fault[language]), missing].join("\n"));
	}
	console.log(postingTable([found], orderNames(assigned.orders.map(({ listed }) => listed)), language));
}

/** One posting of a running hub: what became of it, why, and what its orders' shops were told because of it. */
export async function explainPosting(id: string, options: HubOptions, language: Language): Promise<void> {
	const hub = merchantAccess(options, language);
	const posting = await call(hub, getPosting, { params: { posting: id } });
	const ids = [...new Set(posting.assignments.map(({ order }) => order))];
	const orders = await Promise.all(ids.map((order) => call(hub, getOrder, { params: { order } })));
	const lines = [
		...postingLines(posting, language),
		"",
		...outcomeLines(posting, language),
		...orders.flatMap((order) => ["", ...orderLines(order, language)]),
	];
	console.log(lines.map(printable).join("\n"));
}

function postingLines(posting: Posting, language: Language): string[] {
	const german = language === "de";
	const { name, iban } = posting.counterparty;
	return [
		`${heading(german ? "Buchung" : "Posting")}  ${dayIn(posting.bookingDay, language)}  ${bold(formatMoney(posting.amount, language))}  ${[name, iban].filter(Boolean).join("  ")}`,
		dim(`  ${posting.remittance.replace(/\s+/g, " ")}`),
	];
}

function outcomeLines(posting: Posting, language: Language): string[] {
	const german = language === "de";
	const { outcome, decidedBy } = posting;
	if (outcome === null) return [german ? "Noch nicht entschieden." : "Not decided yet."];
	const by = { machine: german ? "von Kontor" : "by Kontor", person: german ? "von einer Person" : "by a person" };
	const title = `${OUTCOME[outcome][language]}${decidedBy === null ? "" : `, ${by[decidedBy]}`}`;
	return [
		outcome === "assigned" ? good(title) : waiting(title),
		...posting.assignments.map((assignment) => assignmentLine(assignment, language)),
		...distinct(posting.reasons.map(({ text }) => `  ${text[language]}`)),
		...posting.suggestions.flatMap((suggestion) => suggested(suggestion, language)).map((line) => `  ${line}`),
	];
}

function assignmentLine({ orderNumber, kind, amount, orderAmount, undoneAt }: Assignment, language: Language): string {
	const german = language === "de";
	const money = formatMoney(kind === "payment" || kind === "surplus" ? amount : orderAmount, language);
	const undone = undoneAt === null ? "" : `  ${german ? "zurückgenommen" : "undone"} ${moment(undoneAt, language)}`;
	const besides = kind === "payment" ? "" : ` (${KIND[kind][language]})`;
	return `  ${undoneAt === null ? "✓" : "✗"} ${bold(orderNumber)}  ${money}${besides}${undone}`;
}

function orderLines(order: OrderDetail, language: Language): string[] {
	const german = language === "de";
	const title = german ? "Bestellung" : "Order";
	const told =
		order.writeBacks.length === 0
			? [dim(german ? "  Dem Shop war nichts zu sagen." : "  There was nothing to tell the shop.")]
			: [];
	return [
		`${heading(title)}  ${bold(order.number)}  ${formatMoney(order.amount, language)}  ${ORDER_STATE[order.state][language]}`,
		...order.history.map(({ at, text }) => `  ${dim(moment(at, language))}  ${text[language]}`),
		...told,
		...order.writeBacks.map(
			(writeBack) => `  ${dim(moment(writeBack.at, language))}  ${writeBackText(writeBack, language)}`,
		),
	];
}

function writeBackText({ kind, state, attempts, detail }: WriteBack, language: Language): string {
	// A hub that is newer may know more commands.
	const name = kind in COMMAND ? COMMAND[kind as CommandKind][language] : kind;
	const why = detail === null ? "" : `: ${detail}`;
	const tries = attempts > 1 ? (language === "de" ? `, ${attempts} Versuche` : `, ${attempts} attempts`) : "";
	return `${language === "de" ? "An den Shop" : "To the shop"}: ${name}, ${WRITE_BACK[state][language]}${tries}${why}`;
}

const WRITE_BACK: Readonly<Record<WriteBack["state"], Record<Language, string>>> = {
	waiting: { de: "wartet auf den Befehl davor", en: "waits for the command before it" },
	ready: { de: "bereit", en: "ready" },
	leased: { de: "unterwegs", en: "under way" },
	unknown: { de: "Ausgang unbekannt, wird nachgesehen", en: "outcome unknown, being looked up" },
	done: { de: "ausgeführt", en: "done" },
	declined: { de: "abgelehnt", en: "declined" },
	failed: { de: "fehlgeschlagen", en: "failed" },
	superseded: { de: "überholt", en: "superseded" },
};

function moment(instant: string, language: Language): string {
	return new Intl.DateTimeFormat(language === "de" ? "de-DE" : "sv-SE", {
		dateStyle: "short",
		timeStyle: "medium",
	}).format(new Date(instant));
}

function distinct(lines: readonly string[]): string[] {
	return [...new Set(lines)];
}
