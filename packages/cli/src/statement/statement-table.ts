import { formatMoney } from "@kontor/connector";
import type { Balance, Detail, Entry, PostingStatus, Statement } from "@kontor/statements";
import { dayIn, inLanguage, type Language } from "../language.ts";
import { dim, heading, waiting } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";
import { nameOf } from "./read-files.ts";

const TITLES = {
	de: ["Gebucht", "Wert", "Betrag", "Gegenseite", "Verwendungszweck und Angaben der Bank"],
	en: ["Booked", "Value", "Amount", "Counterparty", "Remittance text and what the bank says"],
} as const;
const NAME_WIDTH = 34;
/** Columns are as wide as their content: beyond so many entries of a statement, as wide as that of each part. */
const ENTRIES_A_TABLE = 1000;

/** A statement as a person reads it: head, entries with the payments of batches below, balances, warnings. */
export function* statementTable(file: string, statement: Statement, language: Language): Generator<string> {
	const t = inLanguage(language);
	const { format, account, opening, closing, entries, warnings } = statement;
	const named = account.iban ?? (account.id || t("ohne Konto", "no account"));
	const name = nameOf(file, statement.position);
	yield `${heading(`${name}  ${format}  ${named}`)}  ${account.ownerName ?? ""}`.trimEnd();
	yield `\n${balanceLine(t("Anfangssaldo", "Opening balance"), opening, language)}\n`;
	for (let at = 0; at < entries.length; at += ENTRIES_A_TABLE) {
		yield `${entryTable(entries.slice(at, at + ENTRIES_A_TABLE), language)}\n\n`;
	}
	if (entries.length === 0) yield `${dim(t("keine Buchungen", "no entries"))}\n`;
	yield `${balanceLine(t("Endsaldo", "Closing balance"), closing, language)}\n`;
	for (const { position, message } of warnings) {
		const place = `${t("Zeile", "line")} ${position.line}`;
		yield `${waiting(`! ${place}: ${message[language]}`)}\n`;
	}
	yield "\n";
}

function balanceLine(title: string, balance: Balance | undefined, language: Language): string {
	if (balance === undefined) return `${title}  –`;
	return `${title}  ${dayIn(balance.day, language)}  ${formatMoney(balance.amount, language)}`;
}

function entryTable(entries: readonly Entry[], language: Language): string {
	const [booked, value, amount, name, text] = TITLES[language];
	const rows = entries.flatMap((entry) => [
		row(entry, "", language),
		...entry.details.map((detail) => row(detail, "  · ", language)),
	]);
	const columns = [
		{ title: booked },
		{ title: value },
		{ title: amount, align: "right" },
		{ title: name, most: NAME_WIDTH },
		{ title: text, flexible: true },
	] as const;
	return table(columns, rows);
}

/** @param mark before what is part of the row above */
function row(posting: Entry | Detail, mark: string, language: Language): string[] {
	const { amount, counterparty, valueDay, bookingDay } = posting;
	const { name, ultimateName, iban, account } = counterparty;
	const money = amount === undefined ? "–" : formatMoney(amount, language);
	return [
		mark === "" ? dayIn(bookingDay, language) : dim(mark),
		valueDay === undefined || valueDay === bookingDay ? "" : dayIn(valueDay, language),
		mark === "" ? money : dim(money),
		[[name, ultimateName].filter(Boolean).join(" / "), dim(iban ?? account ?? "")].filter(Boolean).join("\n"),
		[...posting.remittance.split("\n"), ...remarks(posting, language).map(dim)].filter(Boolean).join("\n"),
	];
}

function remarks(posting: Entry | Detail, language: Language): string[] {
	const t = inLanguage(language);
	const { status, reversal, endToEndId, mandateId, references, returnReason, charges, originalAmount } = posting;
	return [
		STATUS[status][language],
		reversal ? t("Storno", "reversal") : "",
		posting.bookingText ?? "",
		endToEndId === undefined ? "" : `${t("Ende-zu-Ende", "end to end")} ${endToEndId}`,
		mandateId === undefined ? "" : `${t("Mandat", "mandate")} ${mandateId}`,
		references.length === 0 ? "" : `${t("Referenz", "reference")} ${references.join(", ")}`,
		returnReason === undefined ? "" : `${t("Rückgabegrund", "reason of return")} ${returnReason}`,
		...charges.map((charge) => `${t("Entgelt", "charges")} ${formatMoney(charge, language)}`),
		originalAmount === undefined ? "" : `${t("ursprünglich", "originally")} ${formatMoney(originalAmount, language)}`,
	].filter((text) => text !== "");
}

const STATUS: Readonly<Record<PostingStatus, { readonly de: string; readonly en: string }>> = {
	booked: { de: "", en: "" },
	pending: { de: "vorgemerkt", en: "pending" },
	info: { de: "nur zur Information", en: "for information only" },
};
