import type { Day } from "@kontor/connector";
import { type Unreadable, unreadable } from "../fault.ts";
import type { ReadOptions, StatementSink } from "../format.ts";
import { shapedIban } from "../iban.ts";
import type { Account, Entry, Position, Warning } from "../model.ts";
import { dayIn } from "./cells.ts";
import { type Conventions, foundConventions, givenConventions, isConventions, ROWS_LOOKED_AT } from "./conventions.ts";
import { unwrapped } from "./fold.ts";
import { Group } from "./group.ts";
import { Labels } from "./labels.ts";
import { columnName, type Layout } from "./layout.ts";
import type { Notes } from "./notes.ts";
import type { NamedMapping } from "./profile.ts";
import type { CsvRow } from "./records.ts";
import { type ReadRow, readRow } from "./row.ts";
import type { RowContext } from "./row-context.ts";
import { kindOf } from "./row-kind.ts";

/**
 * A header and the rows below it. Rows of several accounts or currencies are a statement each: those of the first are
 * reported at once, the others held until the table ends, because they may stand in any order.
 */
export class Table {
	readonly named: NamedMapping;
	private readonly layout: Layout;
	private readonly notes: Notes;
	private readonly sink: StatementSink;
	private readonly position: Position;
	private readonly context: Omit<RowContext, "conventions">;
	private readonly delimiter: string;
	private conventions: Conventions | undefined;
	private waiting: CsvRow[] = [];
	private readonly groups = new Map<string, { group: Group; held: Entry[] }>();
	private warnings: Warning[] = [];
	private newest: Day | undefined;
	private ended = false;
	/** A row without a date, which may be the table's last: a footer then. */
	private undated: CsvRow | undefined;

	constructor(
		named: NamedMapping,
		layout: Layout,
		notes: Notes,
		sink: StatementSink,
		options: ReadOptions,
		line: number,
		delimiter: string,
	) {
		this.named = named;
		this.layout = layout;
		this.notes = notes;
		this.sink = sink;
		this.position = { line };
		this.delimiter = delimiter;
		this.conventions = givenConventions(named.mapping);
		const known = layout.currency ?? notes.currency() ?? named.mapping.currency;
		if (known === undefined && layout.of.currency < 0) {
			this.warnings.push({ code: "currency", position: this.position, message: CURRENCY });
		}
		this.context = {
			mapping: named.mapping,
			layout,
			labels: new Labels(named.mapping.labels),
			currency: known ?? DEFAULT_CURRENCY,
			keepRaw: options.raw !== false,
			warn: (warning) => this.warnings.push(warning),
		};
	}

	/** @throws Unreadable where a posting cannot be read */
	take(row: CsvRow): void {
		if (this.ended) return;
		const kind = kindOf(row, this.named.mapping, this.layout);
		if (kind === "note") return;
		if (kind === "balance") {
			this.notes.add(row.cells);
			return;
		}
		if (kind === "footer") {
			this.ended = true;
			return;
		}
		if (this.undated) throw this.dateless(this.undated);
		if (kind === "dateless") {
			this.undated = row;
			return;
		}
		if (this.conventions) this.read(row, this.conventions);
		else {
			this.waiting.push(row);
			if (this.waiting.length >= ROWS_LOOKED_AT) this.decide();
		}
	}

	/** @throws Unreadable where a posting cannot be read */
	finish(): void {
		const { order } = this.decide();
		if (this.undated) this.leaveOut(this.undated);
		const { account } = this;
		if (this.groups.size === 0) {
			this.groups.set("", { group: new Group(account, this.context.currency), held: [] });
		}
		const alone = this.groups.size === 1;
		for (const { group, held } of this.groups.values()) {
			for (const warning of this.warnings.splice(0)) group.warn(warning);
			for (const entry of held) this.sink({ type: "entry", entry });
			const head = group.head(this.named.id, this.named.mapping, this.notes, order, this.position, alone);
			this.sink({ type: "statement", head });
		}
	}

	/** Whether a row can be a posting by its first look; others may be the header of a further table. */
	looksLikePosting({ cells }: CsvRow): boolean {
		return /^\D{0,2}\d{1,4}[./-]?\d/.test(unwrapped(cells[this.layout.of.bookingDay] ?? ""));
	}

	private dateless({ cells, line }: CsvRow): Unreadable {
		const { bookingDay } = this.layout.of;
		return unreadable({ line, element: columnName(this.layout, bookingDay) }, DATE, cells[bookingDay] ?? "");
	}

	private leaveOut({ line, cells }: CsvRow): void {
		const text = cells.find((cell) => cell.trim() !== "") ?? "";
		this.warnings.push({ code: "field", position: { line }, message: noPosting(line, text) });
	}

	private decide(): Conventions {
		if (this.conventions) return this.conventions;
		const { waiting } = this;
		this.waiting = [];
		const found = foundConventions(this.named.mapping, this.layout, waiting);
		if (!isConventions(found))
			throw unreadable({ line: waiting[0]?.line ?? this.position.line }, found, waiting[0]?.raw ?? "");
		this.conventions = found;
		for (const row of waiting) this.read(row, found);
		return found;
	}

	private read(row: CsvRow, conventions: Conventions): void {
		this.refuseMerged(row, conventions);
		const { entry, account, balance } = this.readWhole(row, { ...this.context, conventions });
		const bookingDay = entry.bookingDay ?? this.pendingDay(entry, conventions);
		if (bookingDay === undefined) {
			this.warnings.push({ code: "field", position: entry.position, message: UNDATED });
			return;
		}
		const key = `${account}\n${entry.amount.currency}`;
		const first = this.groups.size === 0 || this.groups.keys().next().value === key;
		const place = this.groups.get(key) ?? this.open(key, account, entry.amount.currency);
		const whole: Entry = { ...entry, bookingDay };
		place.group.add(whole, balance);
		for (const warning of this.warnings.splice(0)) place.group.warn(warning);
		if (first) this.sink({ type: "entry", entry: whole });
		else place.held.push(whole);
		if (entry.status === "booked" && (this.newest === undefined || bookingDay > this.newest)) this.newest = bookingDay;
	}

	/** A row with a missing cell is read with an empty one in its place, where the bank is known for it. */
	private readWhole(row: CsvRow, context: RowContext): ReadRow {
		const { cells, line } = row;
		const { header, mayLack } = this.layout;
		const surplus = cells.slice(header.length).findIndex((cell) => cell.trim() !== "");
		if (surplus >= 0) throw unreadable({ line }, cellCount(header.length), `${cells.length}: ${row.raw}`);
		try {
			return readRow(row, context);
		} catch (error) {
			if (mayLack < 0 || cells.length !== this.layout.width - 1) throw error;
			return readRow({ ...row, cells: cells.toSpliced(mayLack, 0, "") }, context);
		}
	}

	/** A quote that is not closed swallows the next rows: they would be lost inside a text. */
	private refuseMerged({ cells, line, raw }: CsvRow, { order }: Conventions): void {
		if (!raw.includes("\n")) return;
		const { bookingDay } = this.layout.of;
		for (const swallowed of raw.split("\n").slice(1)) {
			const parts = swallowed.split(this.delimiter);
			if (parts.length >= Math.max(3, cells.length - 2) && dayIn(parts[bookingDay]?.replaceAll('"', "") ?? "", order)) {
				throw unreadable({ line }, CLOSED, swallowed);
			}
		}
	}

	private open(key: string, rowAccount: string, currency: string): { group: Group; held: Entry[] } {
		const iban = shapedIban(rowAccount);
		const account = rowAccount === "" ? this.account : { ...this.account, id: iban ?? rowAccount, iban };
		const place = { group: new Group(account, currency), held: [] };
		this.groups.set(key, place);
		return place;
	}

	private get account(): Account {
		return this.notes.account(this.named.mapping);
	}

	/** Pending rows without any date of their own: a day in the text, the end of the period, the newest day so far. */
	private pendingDay({ remittance }: ReadRow["entry"], { order }: Conventions): Day | undefined {
		const inText = dayIn(/\d{4}-\d\d-\d\d/.exec(remittance)?.[0] ?? "", "YMD");
		return inText ?? this.notes.period(order).to ?? this.newest;
	}
}

const DEFAULT_CURRENCY = "EUR";
const CURRENCY = {
	de: `Die Datei nennt keine Währung; es wurde ${DEFAULT_CURRENCY} angenommen.`,
	en: `The file names no currency; ${DEFAULT_CURRENCY} was assumed.`,
};
const UNDATED = {
	de: "Ein vorgemerkter Umsatz ohne jedes Datum wurde ausgelassen.",
	en: "A pending row without any date was left out.",
};
const DATE = { de: "ein Datum", en: "a date" };
const CLOSED = {
	de: "ein Anführungszeichen, das in seiner Zeile geschlossen wird",
	en: "a quotation mark that is closed in its row",
};

function cellCount(count: number) {
	return { de: `höchstens ${count} Felder wie in der Kopfzeile`, en: `at most ${count} fields as in the header` };
}

function noPosting(line: number, text: string) {
	const shown = text.slice(0, 40);
	return {
		de: `Zeile ${line} („${shown}“) ist keine Buchung und wurde ausgelassen.`,
		en: `Line ${line} ("${shown}") is no posting and was left out.`,
	};
}
