import type { Day, Text } from "@kontor/connector";
import type { Entry, Position, ReadOptions, StatementHead } from "@kontor/statements";
import { fold } from "../account-number.ts";
import { sameBalances } from "../identity/balances.ts";
import type { Span } from "../identity/entry.ts";
import { type OwnAccount, refuse } from "./refuse.ts";
import { rowsOf } from "./staged-rows.ts";
import type { Staging } from "./staging.ts";
import { StatementDays } from "./statement-days.ts";
import type { StatementFile } from "./statement-file.ts";

/** Statements that say together what happened: where an entry stands in two of them, it happened twice. */
export interface Delivery {
	/** Their numbers in the staging. */
	readonly statements: number[];
	readonly representation: string;
	/** The bank's references tell entries apart: those of a camt do, many banks write the same one on every `:61:`. */
	readonly references: boolean;
	readonly spans: Span[];
}

/** What is kept of a statement besides its entries. */
export interface StatementRead {
	readonly number: number;
	readonly head: StatementHead;
	readonly days: StatementDays;
}

interface FileError {
	readonly position: string;
	readonly text: Text;
}

export interface ReadFile {
	/** "mt940", "camt.053 mt940": all formats the file holds. */
	readonly format: string;
	readonly statements: readonly StatementRead[];
	readonly warnings: readonly Text[];
	/** Statements of which nothing is taken. */
	readonly errors: readonly FileError[];
}

/**
 * Reads a statement file for one account, its entries into the staging: what is faulty or another account's is an error
 * and in no delivery, the rest is. Memory is bounded by the number of statements and their days.
 */
export async function readFile(
	file: StatementFile,
	staging: Staging,
	account: OwnAccount,
	options: ReadOptions = {},
): Promise<ReadFile> {
	const statements = new Map<string, StatementRead>();
	const errors: FileError[] = [];
	const own = { id: fold(account.number) };
	let number = 0;
	let days = new StatementDays();
	/** The first entry of the statement that cannot be stored. */
	let impossible: Entry | undefined;
	for await (const events of file.events(options)) {
		for (const event of events) {
			if (event.type === "entry") {
				if (event.entry.status === "info") continue;
				impossible ??= isPossible(event.entry.bookingDay) ? undefined : event.entry;
				if (impossible !== undefined) continue;
				const rows = rowsOf(event.entry, staging.count, number, own);
				days.add(event.entry, rows);
				await staging.add(rows);
				continue;
			}
			if (event.type === "fault") {
				errors.push({ position: at(event.error.position), text: event.error.message });
			} else {
				const { head } = event;
				const refusal = refuse(head, days.currencies, account);
				if (impossible !== undefined) errors.push(errorAt(impossible.position, noDay(impossible)));
				else if (refusal !== null) errors.push(errorAt(head.position, refusal));
				// The very same statement twice in a file says nothing new.
				else statements.set(days.fingerprint(head), { number, head, days });
			}
			number++;
			days = new StatementDays();
			impossible = undefined;
		}
	}
	await staging.complete();
	const read = [...statements.values()];
	return {
		format: [...new Set(read.map(({ head }) => head.format))].toSorted().join(" "),
		statements: read,
		warnings: read.flatMap(({ head }) => head.warnings.map(({ message }) => message)),
		errors,
	};
}

/**
 * Account statements of a bank do not overlap, so those of a file count together, unless their balances show the same part of
 * a day. All others may: reports of the day, notifications, what a merchant exported.
 */
export function deliveriesOf(statements: readonly StatementRead[]): Delivery[] {
	const deliveries: Delivery[] = [];
	for (const { number, head, days } of statements) {
		const [representation, spans] = [representationOf(head), days.spans(head)];
		const found = TOGETHER.has(head.format)
			? deliveries.find((one) => one.representation === representation && !overlap(one.spans, spans))
			: undefined;
		if (found === undefined) {
			const references = head.format.startsWith("camt.");
			deliveries.push({ statements: [number], representation, references, spans: [...spans] });
		} else {
			found.statements.push(number);
			found.spans.push(...spans);
		}
	}
	return deliveries;
}

const TOGETHER: ReadonlySet<StatementHead["format"]> = new Set(["mt940", "camt.053"]);

function overlap(before: readonly Span[], now: readonly Span[]): boolean {
	return now.some((a) => sameBalances(a.bookingDay, [a], before) === true);
}

/** It accounts for all that was booked in its period; not a report of the day or a notification of single payments. */
export function isOfAccount({ format }: Pick<StatementHead, "format">): boolean {
	return format !== "mt942" && format !== "camt.052" && format !== "camt.054" && format !== "integrated";
}

/** Programs that know no day write the year 0, which PostgreSQL and the calendar do not have. */
function isPossible(day: Day): boolean {
	return !day.startsWith("0000");
}

function noDay({ bookingDay }: Entry): Text {
	return {
		de: `Ein Umsatz nennt den ${bookingDay} als Buchungstag, den es nicht gibt. Der Auszug wurde nicht eingelesen.`,
		en: `An entry names ${bookingDay} as its booking day, which does not exist. The statement was not imported.`,
	};
}

function representationOf({ format, version }: StatementHead): string {
	return version ?? format;
}

/** Of a file in a ZIP its name is said, as a reader's faults do it. */
function errorAt(position: Position, { de, en }: Text): FileError {
	const file = position.member === undefined ? "" : `${position.member}: `;
	return { position: at(position), text: { de: file + de, en: file + en } };
}

function at({ member, line, element }: Position): string {
	return [member, line, element].filter((part) => part !== undefined).join(" ");
}
