import { formatDecimal, type Money } from "@kontor/connector";
import { bicProblems, ibanProblems, isEeaIban, type Payee, plainIban } from "../payment/account.ts";
import { isCreditorReference, plainReference } from "../payment/creditor-reference.ts";
import { type Checked, checked, type Problem, problem } from "../problem.ts";
import { CHARSETS, type Charset, encode } from "./charset.ts";

/** What a GiroCode (EPC069-12, "BCD") says. Reference and text exclude each other; both may be missing. */
export interface GiroCode {
	readonly payee: Payee;
	/** EUR 0.01 to 999,999,999.99; left out: the payer fills it in. */
	readonly amount?: Money | undefined;
	/** ISO 20022 external purpose code, up to 4 characters: "GDDS". */
	readonly purpose?: string | undefined;
	/** ISO 11649: reaches the payee unchanged. */
	readonly reference?: string | undefined;
	/** Up to 140 characters. */
	readonly text?: string | undefined;
	/** Shown to the payer only, up to 70 characters. */
	readonly note?: string | undefined;
	/** 002 (default): the BIC may be left out within the EEA. 001: it may not. */
	readonly version?: "001" | "002" | undefined;
	/** 1 (default): UTF-8. The others need fewer bytes for some alphabets. */
	readonly charset?: Charset | undefined;
}

/** What the picture is made of: the text, and its bytes in the code's character set. */
export interface GiroPayload {
	readonly text: string;
	readonly bytes: Uint8Array;
}

/** EPC069-12: the bytes that version 13 with error correction M holds. */
const MOST_BYTES = 331;
const MOST_MINOR = 99_999_999_999;

/**
 * The payload of a GiroCode: lines joined by LF, nothing after the last filled one. IBAN, BIC and reference may be given
 * with blanks and in small letters.
 */
export function giroCode(code: GiroCode): Checked<GiroPayload> {
	const text = lines(code).join("\n").trimEnd();
	const bytes = encode(text, code.charset ?? 1);
	const problems = [
		...payeeProblems(code),
		...amountProblems(code.amount),
		...purposeProblems(code),
		...sizeProblems(code, bytes),
	];
	return checked(problems, () => ({ text, bytes: bytes ?? new Uint8Array() }));
}

function lines({ payee, amount, ...code }: GiroCode): readonly string[] {
	return [
		"BCD",
		code.version ?? "002",
		String(code.charset ?? 1),
		"SCT",
		plainReference(payee.bic ?? ""),
		payee.name.trim(),
		plainIban(payee.iban),
		amount === undefined ? "" : `EUR${formatDecimal(amount)}`,
		code.purpose ?? "",
		plainReference(code.reference ?? ""),
		code.text?.trim() ?? "",
		code.note?.trim() ?? "",
	];
}

function payeeProblems({ payee, version }: GiroCode): readonly Problem[] {
	const bic = payee.bic === undefined ? undefined : plainReference(payee.bic);
	const needsBic = bic === undefined && (version === "001" || !isEeaIban(payee.iban));
	return [
		...fieldProblems("payee.name", payee.name, 70),
		...(payee.name.trim() === ""
			? [problem("payee.name", "missing", "Der Name des Zahlungsempfängers fehlt.", "The payee's name is missing.")]
			: []),
		...ibanProblems("payee.iban", payee.iban),
		...bicProblems("payee.bic", bic),
		...(needsBic
			? [problem("payee.bic", "bic-needed", "Für dieses Konto wird die BIC gebraucht.", "This account needs its BIC.")]
			: []),
	];
}

function amountProblems(amount: Money | undefined): readonly Problem[] {
	if (amount === undefined) return [];
	if (amount.currency !== "EUR") {
		return [
			problem(
				"amount",
				"currency",
				"Einen GiroCode gibt es nur für Beträge in Euro.",
				"A GiroCode is for amounts in euro only.",
			),
		];
	}
	if (Number.isSafeInteger(amount.minor) && amount.minor >= 1 && amount.minor <= MOST_MINOR) return [];
	return [
		problem(
			"amount",
			"amount",
			"Der Betrag muss zwischen 0,01 und 999.999.999,99 Euro liegen.",
			"The amount has to be between 0.01 and 999,999,999.99 euro.",
		),
	];
}

function purposeProblems({ purpose, reference, text, note }: GiroCode): readonly Problem[] {
	const found = [...fieldProblems("text", text ?? "", 140), ...fieldProblems("note", note ?? "", 70)];
	if (purpose !== undefined && !/^[A-Z0-9]{0,4}$/.test(purpose)) {
		found.push(
			problem(
				"purpose",
				"purpose",
				"Der Zweckschlüssel hat höchstens 4 Großbuchstaben oder Ziffern.",
				"The purpose code has at most 4 capital letters or digits.",
			),
		);
	}
	if (reference !== undefined && reference !== "" && !isCreditorReference(reference)) {
		found.push(
			problem(
				"reference",
				"creditor-reference",
				`"${reference}" ist keine Referenz nach ISO 11649.`,
				`"${reference}" is no ISO 11649 reference.`,
			),
		);
	}
	if ((reference ?? "") !== "" && (text ?? "").trim() !== "") {
		found.push(
			problem(
				"text",
				"reference-or-text",
				"Ein GiroCode trägt eine Referenz oder einen Verwendungszweck, nicht beides.",
				"A GiroCode carries a reference or a text, not both.",
			),
		);
	}
	return found;
}

/** Lines end at a line feed: a control character would move every later field. */
function fieldProblems(field: string, value: string, most: number): readonly Problem[] {
	const found: Problem[] = [];
	const length = Array.from(value.trim()).length;
	if (length > most) {
		found.push(
			problem(
				field,
				"too-long",
				`Höchstens ${most} Zeichen, hier sind es ${length}.`,
				`At most ${most} characters, here there are ${length}.`,
			),
		);
	}
	if (/\p{Cc}/u.test(value)) {
		found.push(
			problem(
				field,
				"control-character",
				"Zeilenumbrüche und Steuerzeichen sind nicht erlaubt.",
				"Line breaks and control characters are not allowed.",
			),
		);
	}
	return found;
}

function sizeProblems({ charset = 1 }: GiroCode, bytes: Uint8Array | undefined): readonly Problem[] {
	if (bytes === undefined) {
		return [
			problem(
				"charset",
				"charset",
				`Ein Zeichen fehlt im Zeichensatz ${CHARSETS[charset]}.`,
				`The character set ${CHARSETS[charset]} lacks one of the characters.`,
			),
		];
	}
	if (bytes.length <= MOST_BYTES) return [];
	return [
		problem(
			"",
			"too-many-bytes",
			`Der Code fasst ${MOST_BYTES} Bytes, hier sind es ${bytes.length}.`,
			`The code holds ${MOST_BYTES} bytes, here there are ${bytes.length}.`,
		),
	];
}
