import { isUtf8 } from "node:buffer";
import {
	type Detail,
	type Entry,
	identities,
	matchables,
	type Statement,
	type StatementFault,
} from "../../src/index.ts";
import { readAll } from "../reading.ts";
import type { FuzzCase } from "./cases.ts";

/** What came of a case. */
export interface Judged {
	readonly statements: number;
	readonly faults: number;
	/** What must never be, in words. */
	readonly complaint: string | undefined;
	readonly cpuMs: number;
}

/** Processor time a file may take: some for any, and more for a large one, a hundred times what a good one needs. */
function allowedMs(weight: number): number {
	return 600 + weight / 200;
}

/** Reads the case: a statement or a fault, whole, in time. */
export async function judged({ bytes, pieceSize, weight }: FuzzCase): Promise<Judged> {
	const begun = process.cpuUsage();
	try {
		const { statements, faults } = await readAll(piecesOf(bytes, pieceSize));
		const { user, system } = process.cpuUsage(begun);
		const cpuMs = (user + system) / 1000;
		const complaint =
			cpuMs > allowedMs(weight)
				? `${Math.round(cpuMs)} ms for ${weight} bytes`
				: (complaintOf(statements, faults) ?? (await complaintOfPieces(bytes, pieceSize, { statements, faults })));
		return { statements: statements.length, faults: faults.length, complaint, cpuMs };
	} catch (error) {
		const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
		return { statements: 0, faults: 0, complaint: `thrown: ${thrown}`, cpuMs: 0 };
	}
}

/** What a file says does not hang on how it arrives; only the words of a refusal may. */
async function complaintOfPieces(
	bytes: Uint8Array,
	size: number,
	{ statements, faults }: Awaited<ReturnType<typeof readAll>>,
): Promise<string | undefined> {
	// Which 8-bit code page it is, is guessed by the first piece that is no UTF-8.
	if (size >= bytes.length || bytes.length > COMPARED || !isUtf8(bytes)) return undefined;
	const atOnce = await readAll([bytes]);
	if (atOnce.faults.length !== faults.length) return `in pieces ${faults.length} faults, whole ${atOnce.faults.length}`;
	const whole = JSON.stringify(atOnce.statements);
	const inPieces = JSON.stringify(statements);
	if (whole === inPieces) return undefined;
	const at = Array.from(whole).findIndex((letter, index) => letter !== inPieces[index]);
	const around = (text: string) => text.slice(Math.max(at - 60, 0), at + 60);
	return `in pieces ${around(inPieces)}\n  whole ${around(whole)}`;
}

const COMPARED = 100_000;

function* piecesOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function complaintOf(statements: readonly Statement[], faults: readonly StatementFault[]): string | undefined {
	if (statements.length + faults.length === 0) return "neither a statement nor a fault";
	for (const { message, position, got } of faults) {
		if (message.de === "" || message.en === "" || position.line < 1 || got.length > 80)
			return `a fault that says nothing: ${message.en}`;
	}
	for (const statement of statements) {
		if (identities(statement, statement.entries).length !== statement.entries.length)
			return "an entry without identity";
		for (const entry of statement.entries) {
			for (const posting of [entry, ...entry.details]) {
				const complaint = complaintOfPosting(posting);
				if (complaint !== undefined) return complaint;
			}
			const sum = matchables(entry).reduce((total, { posting }) => total + posting.amount.minor, 0);
			if (sum !== entry.amount.minor) return `matchables of ${sum}, not ${entry.amount.minor}`;
		}
	}
	return undefined;
}

function complaintOfPosting(posting: Entry | Detail): string | undefined {
	const { amount, bookingDay, valueDay = bookingDay, searchText, charges, originalAmount } = posting;
	for (const money of [amount, originalAmount, ...charges]) {
		if (money && !(Number.isSafeInteger(money.minor) && /^[A-Z]{3}$/.test(money.currency)))
			return `the amount ${JSON.stringify(money)}`;
		if (money && Object.is(money.minor, -0)) return "an amount of minus zero";
	}
	for (const day of [bookingDay, valueDay]) {
		if (new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) return `the day ${day}`;
	}
	if (/\s/.test(searchText)) return "white space in the text to search in";
	const { counterparty, transactionCode, ...own } = posting;
	for (const [field, value] of [
		...Object.entries(own),
		...Object.entries(counterparty),
		...Object.entries(transactionCode),
	]) {
		if (value === "" && !["remittance", "searchText", "raw"].includes(field)) return `an empty ${field}`;
	}
	return undefined;
}
