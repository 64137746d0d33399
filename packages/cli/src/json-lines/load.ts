import { basename } from "node:path";
import type { Text } from "@kontor/connector";
import type { Engine, KnownPayer, MatchOrder, MatchPosting } from "@kontor/matching";
import { asListed, type Ledger } from "../assign/ledger.ts";
import type { Remarks } from "../report/terminal-report.ts";
import { ORDER_FIELDS, readClosedLine, readOrderLine } from "./order-line.ts";
import { PAYER_FIELDS, POSTING_FIELDS, readPayerLine, readPostingLine } from "./posting-line.ts";
import { type LineFormat, type LinesRead, readJsonLines } from "./read-json-lines.ts";

/** The files of a run, each with a JSON object a line. */
export interface LineFiles {
	readonly orders: string;
	readonly postings: string;
	readonly closed?: string | undefined;
	readonly knownPayers?: string | undefined;
}

const ORDERS: LineFormat<MatchOrder> = { fields: ORDER_FIELDS, read: readOrderLine };
const CLOSED: LineFormat<MatchOrder> = { fields: ORDER_FIELDS, read: readClosedLine };
const POSTINGS: LineFormat<MatchPosting> = { fields: POSTING_FIELDS, read: readPostingLine };
const PAYERS: LineFormat<KnownPayer> = { fields: PAYER_FIELDS, read: readPayerLine };

/**
 * Tells an engine of all orders and payers. Of lines with one id the last counts, and a closed order over an open one: to
 * book on what is paid already would be the worse mistake.
 * @param ledger keeps the orders where postings are to be booked on them; else null.
 * @throws UnusableFile
 */
export function loadEngine(engine: Engine, { orders, closed, knownPayers }: LineFiles, ledger: Ledger | null): Remarks {
	const open = loadOrders(engine, orders, ORDERS, ledger);
	const paid = closed === undefined ? NOTHING : loadOrders(engine, closed, CLOSED, ledger);
	const payers = knownPayers === undefined ? NONE_READ : readJsonLines(knownPayers, PAYERS, (p) => engine.learn(p));
	return {
		faults: [...open.faults, ...paid.faults, ...payers.faults],
		notes: [
			...unusedNote(orders, open.unused),
			...repeatedNote(orders, open.repeated),
			...unusedNote(closed, paid.unused),
			...closedNote(closed, paid.repeated),
			...unusedNote(knownPayers, payers.unused),
		],
	};
}

/** Hands out the orders of these ids, as they were told to an engine. */
export function seekOrders(
	{ orders, closed }: LineFiles,
	ids: ReadonlySet<string>,
	take: (order: MatchOrder) => void,
): void {
	const takeWanted = (order: MatchOrder) => {
		if (ids.has(order.id)) take(order);
	};
	readJsonLines(orders, ORDERS, takeWanted);
	if (closed !== undefined) readJsonLines(closed, CLOSED, takeWanted);
}

interface OrdersRead extends LinesRead {
	/** How many had the id of an earlier one. */
	readonly repeated: number;
}

const NONE_READ: LinesRead = { count: 0, faults: [], unused: [] };
const NOTHING: OrdersRead = { ...NONE_READ, repeated: 0 };

function loadOrders(engine: Engine, path: string, format: LineFormat<MatchOrder>, ledger: Ledger | null): OrdersRead {
	const before = engine.size;
	const read = readJsonLines(path, format, (order) => {
		if (ledger === null) engine.upsert(order);
		else ledger.add(asListed(order));
	});
	return { ...read, repeated: read.count - (engine.size - before) };
}

export interface PostingsRead extends Remarks {
	/** In the order of the file. */
	readonly postings: readonly MatchPosting[];
}

/** Of postings with one id the first counts: a posting never changes, and must not be booked twice. */
export function readPostingLines(path: string): PostingsRead {
	const postings = new Map<string, MatchPosting>();
	const { count, faults, unused } = readJsonLines(path, POSTINGS, (posting) => {
		if (!postings.has(posting.id)) postings.set(posting.id, posting);
	});
	const repeated = count - postings.size;
	const notes = [...unusedNote(path, unused), ...twiceNote(path, repeated)];
	return { postings: [...postings.values()], faults, notes };
}

function unusedNote(path: string | undefined, unused: readonly string[]): Text[] {
	const names = unused.join(", ");
	return note(path, unused.length, {
		de: `nicht verwendete Felder: ${names}`,
		en: `fields that were not used: ${names}`,
	});
}

function repeatedNote(path: string, count: number): Text[] {
	return note(path, count, {
		de: `Kennungen, die mehrfach vorkommen (die letzte Zeile zählt): ${count}`,
		en: `ids that occur more than once (the last line counts): ${count}`,
	});
}

function closedNote(path: string | undefined, count: number): Text[] {
	return note(path, count, {
		de: `Bestellungen, die schon vorkamen und nun als abgeschlossen gelten: ${count}`,
		en: `orders that occurred before and now count as closed: ${count}`,
	});
}

function twiceNote(path: string, count: number): Text[] {
	return note(path, count, {
		de: `mehrfach enthaltene Buchungen, einmal gezählt: ${count}`,
		en: `postings that occur more than once, counted once: ${count}`,
	});
}

function note(path: string | undefined, count: number, { de, en }: Text): Text[] {
	if (path === undefined || count === 0) return [];
	const file = basename(path);
	return [{ de: `${file}: ${de}.`, en: `${file}: ${en}.` }];
}
