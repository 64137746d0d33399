import { electronicFormatIBAN, friendlyFormatIBAN, isValidBIC, isValidIBAN } from "ibantools";
import { type Problem, problem } from "../problem.ts";

/** Countries of the European Economic Area by the first letters of an IBAN: there a BIC may be left out. */
const EEA = new Set(
	"AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" "),
);

/** Whom money goes to. The name exactly as registered with the bank: payers' banks compare it (M12). */
export interface Payee {
	readonly name: string;
	readonly iban: string;
	/** 8 or 11 characters; needed outside the EEA only. */
	readonly bic?: string | undefined;
}

/** The IBAN without blanks, in upper case. Says nothing about whether it is right. */
export function plainIban(iban: string): string {
	return electronicFormatIBAN(iban) ?? "";
}

/** The IBAN in groups of four, as it is printed. */
export function printedIban(iban: string): string {
	return friendlyFormatIBAN(iban) ?? iban;
}

/** ISO 3166-1 alpha-2 of the account. */
export function ibanCountry(iban: string): string {
	return plainIban(iban).slice(0, 2);
}

export function isEeaIban(iban: string): boolean {
	return EEA.has(ibanCountry(iban));
}

/** What is wrong with an IBAN: length and structure of its country, check digits. */
export function ibanProblems(field: string, iban: string): readonly Problem[] {
	if (isValidIBAN(plainIban(iban))) return [];
	return [
		problem(
			field,
			"iban",
			`"${iban}" ist keine gültige IBAN: bitte prüfen Sie die Ziffern.`,
			`"${iban}" is no valid IBAN: please check its digits.`,
		),
	];
}

export function bicProblems(field: string, bic: string | undefined): readonly Problem[] {
	if (bic === undefined || isValidBIC(bic)) return [];
	return [
		problem(
			field,
			"bic",
			`"${bic}" ist keine gültige BIC (8 oder 11 Zeichen).`,
			`"${bic}" is no valid BIC (8 or 11 characters).`,
		),
	];
}
