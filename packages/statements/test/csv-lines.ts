import { formatDecimal } from "@kontor/connector";
import type { Entry, Statement } from "../src/index.ts";

/** A statement in lines that show at a glance what was read: its head, then its entries. */
export function linesOf(statement: Statement): string[] {
	const { version, account, currency, opening, closing, warnings, entries } = statement;
	const balances = [opening, closing].map((balance) =>
		balance === undefined ? "-" : `${formatDecimal(balance.amount)} on ${balance.day}`,
	);
	return [
		[version, account.id || "no account", currency, ...balances].join(" | "),
		...warnings.map(({ code, position }) => `warning: ${code} in line ${position.line}`),
		...entries.map(lineOf),
	];
}

function lineOf(entry: Entry): string {
	const { amount, status, counterparty, originalAmount, charges } = entry;
	return [
		`${entry.bookingDay}/${entry.valueDay ?? "-"} ${formatDecimal(amount)}${status === "booked" ? "" : ` ${status}`}`,
		counterparty.name ?? "-",
		counterparty.iban ?? counterparty.account ?? "-",
		entry.remittance.replaceAll("\n", " / "),
		...Object.entries({
			via: entry.bookingText,
			bic: counterparty.bic ?? counterparty.bankCode,
			for: counterparty.ultimateName,
			e2e: entry.endToEndId,
			mandate: entry.mandateId,
			creditor: entry.creditorId,
			customer: entry.customerReference,
			bank: entry.bankReference,
			unique: entry.uniqueId,
			references: entry.references.join(" ") || undefined,
			original: originalAmount && `${formatDecimal(originalAmount)} ${originalAmount.currency}`,
			rate: entry.exchangeRate,
			charges: charges.map(formatDecimal).join(" ") || undefined,
		})
			.filter(([, value]) => value !== undefined)
			.map(([name, value]) => `${name}=${value}`),
	].join(" | ");
}
