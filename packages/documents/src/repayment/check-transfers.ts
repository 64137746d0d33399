import { bicProblems, ibanProblems, isEeaIban } from "../payment/account.ts";
import { isCreditorReference } from "../payment/creditor-reference.ts";
import { type Problem, problem } from "../problem.ts";
import type { CreditTransfers, SepaAddress, Transfer, TransferBatch } from "./credit-transfers.ts";
import { isSepaId, type SepaCharset, sepaText } from "./sepa-text.ts";

const MOST_MINOR = 99_999_999_999;

/** Everything for which a bank would refuse the file, or a payment in it. */
export function transferProblems(file: CreditTransfers): readonly Problem[] {
	const charset = file.charset ?? "basic";
	const payments = file.batches.flatMap((batch) => batch.payments);
	const ids = repeated(file.batches.map(({ id }) => id));
	const endToEndIds = repeated(payments.map(({ endToEndId }) => endToEndId));
	const total = payments.reduce((sum, { amount }) => sum + amount.minor, 0);
	return [
		...idProblems("messageId", file.messageId),
		...textProblems("initiator", file.initiator, 70, charset),
		...instantProblems(file.createdAt),
		...(payments.length === 0
			? [problem("batches", "empty", "Es ist keine Zahlung dabei.", "There is no payment in it.")]
			: []),
		...(Number.isSafeInteger(total)
			? []
			: [problem("batches", "sum", "Die Summe ist zu groß.", "The sum is too large.")]),
		...[...ids, ...endToEndIds].map((id) =>
			problem("batches", "id-repeated", `Die Kennung ${id} kommt mehrmals vor.`, `The id ${id} occurs more than once.`),
		),
		...file.batches.flatMap((batch, at) => batchProblems(`batches[${at}]`, batch, charset)),
	];
}

function batchProblems(field: string, batch: TransferBatch, charset: SepaCharset): readonly Problem[] {
	return [
		...idProblems(`${field}.id`, batch.id),
		...(batch.payments.length === 0
			? [problem(`${field}.payments`, "empty", "Es ist keine Zahlung dabei.", "There is no payment in it.")]
			: []),
		...dayProblems(`${field}.day`, batch.day),
		...partyProblems(`${field}.debtor`, batch.debtor, charset),
		...batch.payments.flatMap((payment, at) => paymentProblems(`${field}.payments[${at}]`, payment, charset)),
	];
}

function paymentProblems(field: string, payment: Transfer, charset: SepaCharset): readonly Problem[] {
	const { amount, payee, text, reference, purpose } = payment;
	const found = [
		...idProblems(`${field}.endToEndId`, payment.endToEndId),
		...partyProblems(`${field}.payee`, payee, charset),
	];
	if (amount.currency !== "EUR") {
		found.push(
			problem(`${field}.amount`, "currency", "Eine SEPA-Überweisung lautet auf Euro.", "A SEPA transfer is in euro."),
		);
	}
	if (!Number.isSafeInteger(amount.minor) || amount.minor < 1 || amount.minor > MOST_MINOR) {
		found.push(
			problem(
				`${field}.amount`,
				"amount",
				"Der Betrag muss zwischen 0,01 und 999.999.999,99 Euro liegen.",
				"The amount has to be between 0.01 and 999,999,999.99 euro.",
			),
		);
	}
	if (text !== undefined && reference !== undefined) {
		found.push(
			problem(
				`${field}.text`,
				"reference-or-text",
				"Eine Zahlung trägt eine Referenz oder einen Text, nicht beides.",
				"A payment carries a reference or a text, not both.",
			),
		);
	}
	if (text !== undefined) found.push(...textProblems(`${field}.text`, text, 140, charset));
	if (reference !== undefined && !isCreditorReference(reference)) {
		found.push(
			problem(
				`${field}.reference`,
				"creditor-reference",
				`"${reference}" ist keine Referenz nach ISO 11649.`,
				`"${reference}" is no ISO 11649 reference.`,
			),
		);
	}
	if (purpose !== undefined && !/^[A-Z0-9]{1,4}$/.test(purpose)) {
		found.push(
			problem(
				`${field}.purpose`,
				"purpose",
				"Der Zweckschlüssel hat 1 bis 4 Großbuchstaben oder Ziffern.",
				"The purpose code has 1 to 4 capital letters or digits.",
			),
		);
	}
	return found;
}

function partyProblems(field: string, party: Transfer["payee"], charset: SepaCharset): readonly Problem[] {
	const bic = party.bic;
	const needsBic = bic === undefined && !isEeaIban(party.iban);
	return [
		...textProblems(`${field}.name`, party.name, 70, charset),
		...ibanProblems(`${field}.iban`, party.iban),
		...bicProblems(`${field}.bic`, bic),
		...(needsBic
			? [
					problem(
						`${field}.bic`,
						"bic-needed",
						"Für dieses Konto wird die BIC gebraucht.",
						"This account needs its BIC.",
					),
				]
			: []),
		...(party.address === undefined ? [] : addressProblems(`${field}.address`, party.address, charset)),
	];
}

function addressProblems(field: string, address: SepaAddress, charset: SepaCharset): readonly Problem[] {
	const lines = address.lines ?? [];
	const optional = (part: "street" | "houseNumber" | "postcode", most: number) =>
		address[part] === undefined ? [] : textProblems(`${field}.${part}`, address[part], most, charset);
	return [
		...textProblems(`${field}.town`, address.town, 35, charset),
		...(/^[A-Z]{2}$/.test(address.country)
			? []
			: [
					problem(
						`${field}.country`,
						"country",
						"Das Land fehlt (zwei Buchstaben).",
						"The country is missing (two letters).",
					),
				]),
		...optional("street", 70),
		...optional("houseNumber", 16),
		...optional("postcode", 16),
		...(lines.length > 2
			? [problem(`${field}.lines`, "too-many", "Höchstens zwei freie Zeilen.", "At most two free lines.")]
			: []),
		...lines.flatMap((line, at) => textProblems(`${field}.lines[${at}]`, line, 70, charset)),
	];
}

function textProblems(field: string, text: string, most: number, charset: SepaCharset): readonly Problem[] {
	const written = sepaText(text, charset);
	if (written === "") return [problem(field, "missing", "Diese Angabe fehlt.", "This is missing.")];
	if (written.length <= most) return [];
	return [
		problem(
			field,
			"too-long",
			`Höchstens ${most} Zeichen, hier sind es ${written.length}: "${written}".`,
			`At most ${most} characters, here there are ${written.length}: "${written}".`,
		),
	];
}

function idProblems(field: string, id: string): readonly Problem[] {
	if (isSepaId(id)) return [];
	return [
		problem(
			field,
			"id",
			`"${id}" ist keine Kennung: 1 bis 35 Zeichen des SEPA-Zeichensatzes, ohne / am Rand und ohne //.`,
			`"${id}" is no id: 1 to 35 characters of the SEPA set, no / at an end and no //.`,
		),
	];
}

function dayProblems(field: string, day: string): readonly Problem[] {
	if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day))
		return [];
	return [problem(field, "day", `"${day}" ist kein Tag (JJJJ-MM-TT).`, `"${day}" is no day (YYYY-MM-DD).`)];
}

function instantProblems(instant: string): readonly Problem[] {
	if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(instant) && !Number.isNaN(Date.parse(instant)))
		return [];
	return [problem("createdAt", "instant", "Der Zeitpunkt muss UTC mit Z sein.", "The time has to be UTC with Z.")];
}

function repeated(ids: readonly string[]): readonly string[] {
	const seen = new Set<string>();
	return ids.filter((id) => seen.size === seen.add(id).size);
}
