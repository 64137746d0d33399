import { createHash } from "node:crypto";
import { formatDecimal, type Money } from "@kontor/connector";
import { type Problem, problem } from "../problem.ts";
import type { CollectionCase } from "./case.ts";

/** What goes to the partner: `case.json`, and the documents it lists, under their names there. */
export interface Handover {
	readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
	/** Both in the currency of the claim: what is open, and with interest and costs. */
	readonly openPrincipal: Money;
	readonly total: Money;
	/** What a first letter must say and is not known. The case can be handed over all the same: the merchant decides. */
	readonly missing: readonly Problem[];
}

/** Puts a case together. Pure; the same case gives the same bytes. Amounts are added in minor units. */
export function handover(claim: CollectionCase): Handover {
	const { currency } = claim.principal;
	const sum = (amounts: readonly Money[]) => amounts.reduce((total, { minor }) => total + minor, 0);
	const open = claim.principal.minor - sum(claim.payments.map(({ amount }) => amount));
	const extra = sum([
		...claim.costs.map(({ amount }) => amount),
		...(claim.interest === undefined ? [] : [claim.interest.amount]),
	]);
	const openPrincipal = { minor: open, currency };
	const total = { minor: open + extra, currency };
	const missing = missingForFirstLetter(claim);
	const documents = claim.documents.map(({ kind, filename, contentType, bytes }, at) => {
		const name = `${String(at + 1).padStart(2, "0")}-${filename.replace(/[^\p{L}\p{N}._-]+/gu, "_")}`;
		return {
			name,
			kind,
			contentType,
			bytes,
			size: bytes.length,
			sha256: createHash("sha256").update(bytes).digest("hex"),
		};
	});
	const record = {
		format: "kontor-collection/1",
		...claim,
		openPrincipal,
		total,
		totalText: `${formatDecimal(total)} ${currency}`,
		missing: missing.map(({ field, code }) => ({ field, code })),
		documents: documents.map(({ name, kind, contentType, size, sha256 }) => ({
			name,
			kind,
			contentType,
			size,
			sha256,
		})),
	};
	const json = new TextEncoder().encode(`${JSON.stringify(record, null, "\t")}\n`);
	return {
		files: [{ name: "case.json", bytes: json }, ...documents.map(({ name, bytes }) => ({ name, bytes }))],
		openPrincipal,
		total,
		missing,
	};
}

/** § 13a RDG, sentence by sentence, for private persons; what the agency itself must say (its authority) is not asked here. */
function missingForFirstLetter(claim: CollectionCase): readonly Problem[] {
	const { creditor, debtor, contract, interest, costs, inDefault } = claim;
	const found: Problem[] = [];
	const need = (isThere: unknown, field: string, de: string, en: string) => {
		if (isThere === undefined || isThere === "") found.push(problem(field, "needed-for-first-letter", de, en));
	};
	need(creditor.name, "creditor.name", "Der Name des Gläubigers fehlt.", "The creditor's name is missing.");
	for (const part of ["street", "postcode", "city"] as const) {
		need(
			creditor.address[part],
			`creditor.address.${part}`,
			"Die Anschrift des Gläubigers ist unvollständig.",
			"The creditor's address is incomplete.",
		);
		need(
			debtor.address[part],
			`debtor.address.${part}`,
			"Die Anschrift des Schuldners ist unvollständig.",
			"The debtor's address is incomplete.",
		);
	}
	if (debtor.isBusiness === true) return found;
	need(
		contract.object,
		"contract.object",
		"Der Vertragsgegenstand fehlt (was wurde gekauft?).",
		"The object of the contract is missing (what was bought?).",
	);
	need(contract.day, "contract.day", "Das Datum des Vertragsschlusses fehlt.", "The date of the contract is missing.");
	need(
		inDefault?.since,
		"inDefault",
		"Es fehlt, seit wann und wodurch der Schuldner in Verzug ist.",
		"It is missing since when and by what the debtor is in default.",
	);
	if (interest !== undefined) {
		need(interest.percent, "interest.percent", "Der Zinssatz fehlt.", "The rate of interest is missing.");
		need(
			interest.from,
			"interest.from",
			"Es fehlt, ab wann Zinsen berechnet sind.",
			"It is missing from when interest is calculated.",
		);
		need(
			interest.to,
			"interest.to",
			"Es fehlt, bis wann Zinsen berechnet sind.",
			"It is missing until when interest is calculated.",
		);
		need(
			interest.on,
			"interest.on",
			"Es fehlt, worauf Zinsen berechnet sind.",
			"It is missing what interest is calculated on.",
		);
	}
	costs.forEach(({ reason }, at) => {
		need(
			reason,
			`costs[${at}].reason`,
			"Zu den Kosten fehlt, wofür sie entstanden sind.",
			"It is missing what the costs are for.",
		);
	});
	need(
		creditor.deductsInputTax,
		"creditor.deductsInputTax",
		"Es fehlt, ob Sie zum Vorsteuerabzug berechtigt sind.",
		"It is missing whether you may deduct input tax.",
	);
	need(
		debtor.addressSource,
		"debtor.addressSource",
		"Es fehlt, woher die Anschrift des Schuldners ist.",
		"It is missing where the debtor's address is from.",
	);
	return found;
}
