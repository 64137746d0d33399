import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered } from "../../src/postings/identity/answered.ts";
import type { Asked, Entries, Entry, Span, StoredEntry } from "../../src/postings/identity/entry.ts";
import { identify } from "../../src/postings/identity/identify.ts";

const DAYS = ["2026-11-02", "2026-11-03", "2026-11-04"];

/** What happened at the bank. Few texts and amounts, so that twins and equal amounts are common. */
interface Booking {
	readonly day: string;
	readonly minor: number;
	readonly text: string;
	/** Tells twins apart, as nobody but the bank can. */
	readonly id: number;
}

const bookings = fc
	.array(
		fc.record({
			day: fc.constantFrom(...DAYS),
			minor: fc.constantFrom(-500, 1_000, 4_990),
			text: fc.constantFrom("A", "B", "C"),
		}),
		{ maxLength: 12 },
	)
	.map((all): Booking[] => all.map((booking, id) => ({ ...booking, id })));

interface Delivered extends Entry {
	readonly id: number;
}
type Stored = StoredEntry & { readonly ids: readonly number[] };

interface Shape {
	readonly representation?: string;
	readonly strong?: boolean;
	readonly pending?: boolean;
}

function delivery(
	booked: readonly Booking[],
	{ representation = "mt940", strong = false, pending = false }: Shape = {},
): Entries<Delivered> {
	const entries = booked.map(({ day, minor, text, id }) => ({
		id,
		bookingDay: day,
		minor,
		pending,
		representation,
		strongId: strong ? `ref ${id}` : null,
		contentKey: [representation, day, minor, text].join(),
		endToEndId: null,
		iban: null,
		text,
	}));
	return { entries, spans: [] };
}

/** A store as the hub keeps it, with which of the bank's bookings each entry was taken for. */
class Books {
	entries: readonly Stored[] = [];
	readonly #spans: Span[] = [];
	asked: Asked<Delivered>[] = [];

	take(delivered: Entries<Delivered>): this {
		const store = { entries: this.entries, spans: this.#spans };
		const { create, known, booked, ask, regrouped } = identify(delivered, store);
		this.#spans.push(...delivered.spans);
		const moved = regrouped.flatMap(({ entries }) => entries);
		expect(create.length + known.length + booked.length + ask.length + moved.length).toBe(delivered.entries.length);
		const change = new Map<Stored, Stored>();
		for (const { entry, stored } of known) change.set(stored, remembered(stored, entry));
		for (const { entry, stored, occurrence } of booked) {
			change.set(stored, { ...remembered(stored, entry), ...entry, otherKeys: [stored.contentKey], occurrence });
		}
		expect(change.size).toBe(known.length + booked.length);
		this.entries = [
			...this.entries.map((stored) => change.get(stored) ?? stored),
			...create.map(({ entry, occurrence }) => ({
				...entry,
				occurrence,
				otherKeys: [],
				elsewhere: false,
				ids: [entry.id],
			})),
		];
		this.asked.push(...ask);
		const keys = this.entries.map(({ contentKey, occurrence }) => `${contentKey} ${occurrence}`);
		expect(new Set(keys).size).toBe(keys.length);
		return this;
	}

	/** As a merchant who knows what happened would answer each question, one by one. */
	answer(): this {
		for (const asked of this.asked) {
			const answer = this.entries.some(({ ids }) => ids.includes(asked.entry.id)) ? "same" : "new";
			const { create, known } = answered(answer, [asked], this.entries);
			const change = new Map(known.map(({ entry, stored }) => [stored, remembered(stored, entry)]));
			this.entries = [
				...this.entries.map((stored) => change.get(stored) ?? stored),
				...create.map(({ entry, occurrence }) => ({
					...entry,
					occurrence,
					otherKeys: [],
					elsewhere: false,
					ids: [entry.id],
				})),
			];
		}
		this.asked = [];
		return this;
	}

	get amounts(): string[] {
		return amountsOf(this.entries);
	}
}

function remembered(stored: Stored, entry: Delivered): Stored {
	const keys = entry.contentKey === stored.contentKey ? [] : [entry.contentKey];
	return { ...stored, otherKeys: [...stored.otherKeys, ...keys], ids: [...stored.ids, entry.id] };
}

function amountsOf(entries: readonly { bookingDay: string; minor: number }[]): string[] {
	return entries.map(({ bookingDay, minor }) => `${bookingDay} ${minor}`).toSorted();
}

const all = (booked: readonly Booking[]) => amountsOf(delivery(booked).entries);
const shuffled = bookings.chain((booked) =>
	fc.record({ booked: fc.constant(booked), again: fc.shuffledSubarray(booked, { minLength: booked.length }) }),
);
/** Cuts the bookings into parts, each of any days. */
const parted = fc.tuple(bookings, fc.func(fc.nat({ max: 2 }))).map(([booked, part]) => ({
	booked,
	parts: [0, 1, 2].map((number) => booked.filter(({ id }) => part(id) === number)),
}));

describe("identify", () => {
	it("takes the same delivery twice, in any order, for one; twins stay two", () => {
		fc.assert(
			fc.property(shuffled, fc.boolean(), ({ booked, again }, strong) => {
				const books = new Books().take(delivery(booked, { strong })).take(delivery(again, { strong }));
				expect(books.amounts).toEqual(all(booked));
				expect(books.asked).toEqual([]);
			}),
		);
	});

	it("never stores more than there is, whatever parts came before the whole, and then all of it", () => {
		fc.assert(
			fc.property(parted, fc.boolean(), ({ booked, parts }, strong) => {
				const books = new Books();
				for (const part of [...parts, parts[0] ?? [], booked]) books.take(delivery(part, { strong }));
				expect(books.amounts).toEqual(all(booked));
				books.answer();
				expect(books.amounts).toEqual(all(booked));
			}),
			{ numRuns: 500 },
		);
	});

	it("loses nothing of parts that the bank tells apart, even without the whole", () => {
		fc.assert(
			fc.property(parted, ({ booked, parts }) => {
				const books = new Books();
				for (const part of parts) books.take(delivery(part, { strong: true })).answer();
				expect(books.amounts).toEqual(all(booked));
			}),
			{ numRuns: 500 },
		);
	});

	it("asks about twins in two halves, and both answers are right", () => {
		const [twin, other, third] = [
			{ day: DAYS[0] as string, minor: 4_990, text: "A" },
			{ day: DAYS[0] as string, minor: 1_000, text: "B" },
			{ day: DAYS[0] as string, minor: 500, text: "C" },
		];
		for (const id of [0, 9]) {
			const first = delivery([
				{ ...twin, id: 0 },
				{ ...other, id: 1 },
			] as Booking[]);
			const second = delivery([
				{ ...twin, id },
				{ ...third, id: 2 },
			] as Booking[]);
			const books = new Books().take(first).take(second);
			expect(books.amounts.length).toBe(3);
			expect(books.asked).toMatchObject([{ entry: { text: "A" }, target: 2 }]);
			expect(books.answer().amounts.length).toBe(id === 0 ? 3 : 4);
			expect(books.take(first).take(second).answer().amounts.length).toBe(id === 0 ? 3 : 4);
		}
	});

	it("asks where all ids of a day are new and all content is known: they may change with every export", () => {
		const [a, b, c] = ["A", "B", "C"].map(
			(text, id): Booking => ({ day: DAYS[0] as string, minor: 100, text, id }),
		) as [Booking, Booking, Booking];
		const strong = { strong: true };
		const again = (booking: Booking) => ({ ...booking, id: booking.id + 10 });
		expect(new Books().take(delivery([a], strong)).take(delivery([again(a)], strong)).asked.length).toBe(1);
		expect(new Books().take(delivery([a, b], strong)).take(delivery([a, again(a)], strong))).toMatchObject({
			asked: [],
			entries: [{}, {}, {}],
		});
		expect(new Books().take(delivery([a, b], strong)).take(delivery([again(a), c], strong))).toMatchObject({
			asked: [],
			entries: [{}, {}, {}, {}],
		});
	});

	it("asks where a bank gives one id to two contents", () => {
		const [one, two] = ["A", "B"].map((text) =>
			delivery([{ day: DAYS[0] as string, minor: 100, text, id: 0 }], { strong: true }),
		);
		const books = new Books().take(one as Entries<Delivered>).take(two as Entries<Delivered>);
		expect(books).toMatchObject({ entries: [{}], asked: [{ target: 1 }] });
	});

	it("asks about a part of a day in another representation, and remembers the answer", () => {
		const [a, b] = [4_990, 1_000].map((minor, id): Booking => ({ day: DAYS[0] as string, minor, text: "A", id })) as [
			Booking,
			Booking,
		];
		const camt = { representation: "camt.053.001.08" };
		const books = new Books().take(delivery([a, b])).take(delivery([a], camt));
		expect(books).toMatchObject({ asked: [{ entry: { minor: 4_990 } }], entries: [{}, {}] });
		books.answer().take(delivery([a], camt));
		expect(books).toMatchObject({ asked: [], entries: [{}, {}] });
	});

	it("stores no more for an answer than there can be by then", () => {
		const twin = (id: number): Booking => ({ day: DAYS[0] as string, minor: 100, text: "A", id });
		const { entries } = new Books().take(delivery([twin(0), twin(1)]));
		const asked = delivery([twin(2), twin(3)]).entries.map((entry) => ({ entry, target: 3, inPieces: false }));
		expect(answered("new", asked, entries).create).toMatchObject([{ occurrence: 3 }]);
	});

	it("sees by the balances that a statement is another part of the day", () => {
		const day = DAYS[0] as string;
		const twin = (id: number): Booking => ({ day, minor: 1_000, text: "A", id });
		const stored = new Books().take(delivery([twin(0)])).entries;
		const at = (opening: number) => [{ bookingDay: day, opening, closing: opening + 1_000 }];
		const second = (opening: number) =>
			identify({ ...delivery([twin(1)]), spans: at(opening) }, { entries: stored, spans: at(0) });
		expect(second(0)).toMatchObject({ known: [{}], ask: [] });
		expect(second(1_000)).toMatchObject({ known: [], ask: [{ target: 2 }] });
	});

	it("merges another representation only where the whole day agrees", () => {
		fc.assert(
			fc.property(shuffled, ({ booked, again }) => {
				const books = new Books().take(delivery(booked)).take(delivery(again, { representation: "camt.053.001.08" }));
				expect(books.amounts).toEqual(all(booked));
				expect(books.asked).toEqual([]);
				books.take(delivery(again, { representation: "camt.053.001.08" })).take(delivery(booked));
				expect(books.amounts).toEqual(all(booked));
			}),
		);
		fc.assert(
			fc.property(parted, ({ booked, parts }) => {
				const books = new Books().take(delivery(booked));
				const [part = []] = parts;
				books.take(delivery(part, { representation: "camt.053.001.08" }));
				expect(books.amounts).toEqual(all(booked));
				const whole = (day: string) =>
					booked.filter((one) => one.day === day).length === part.filter((one) => one.day === day).length;
				expect(books.asked.every(({ entry }) => !whole(entry.bookingDay))).toBe(true);
			}),
		);
	});

	it("adds no amount by a notification, in whichever order it comes", () => {
		fc.assert(
			fc.property(parted, fc.boolean(), ({ booked, parts }, statementFirst) => {
				const statement = delivery(booked);
				const [part = []] = parts;
				const notification = delivery(part, { representation: "camt.054.001.08" });
				const books = new Books();
				for (const one of statementFirst ? [statement, notification] : [notification, statement]) books.take(one);
				expect(books.amounts).toEqual(all(booked));
				expect(books.asked).toEqual([]);
			}),
		);
	});

	it("takes payments booked as one and one by one for the same money, where the balances say so", () => {
		const singles = fc.array(fc.constantFrom(-500, 1_000, 4_990), { minLength: 1, maxLength: 8 });
		const [day] = DAYS as [string];
		fc.assert(
			fc.property(singles, fc.func(fc.nat({ max: 2 })), fc.boolean(), (minors, batchOf, batchesFirst) => {
				const spans = [{ bookingDay: day, opening: 0, closing: minors.reduce((sum, minor) => sum + minor, 0) }];
				// A day that comes to nothing proves nothing.
				fc.pre(spans[0]?.closing !== 0);
				const whole = Map.groupBy(minors.entries(), ([index]) => batchOf(index));
				const batches = [...whole.values()].map((of) => of.reduce((sum, [, minor]) => sum + minor, 0));
				const booked = (amounts: readonly number[], text: string) => ({
					...delivery(amounts.map((minor, id) => ({ day, minor, text, id }))),
					spans,
				});
				const [one, many] = [booked(batches, "batch"), booked(minors, "single")];
				const books = new Books();
				for (const next of batchesFirst ? [one, many] : [many, one]) books.take(next);
				const after = books.amounts;
				const sum = () => books.entries.reduce((total, { minor }) => total + minor, 0);
				expect(sum()).toBe(spans[0]?.closing);
				expect(books.take(one).take(many).take(one).amounts).toEqual(after);
				expect({ sum: sum(), asked: books.asked }).toEqual({ sum: spans[0]?.closing, asked: [] });
			}),
			{ numRuns: 300 },
		);
	});

	it("books what was pending, also some days later, and keeps it one", () => {
		const pending = (day: string) =>
			delivery([{ day, minor: 4_990, text: "A", id: 0 }], { pending: true, representation: "mt942" });
		const booked = (day: string) => delivery([{ day, minor: 4_990, text: "A", id: 0 }]);
		for (const [announced, day, one] of [
			["2026-11-02", "2026-11-02", true],
			["2026-11-06", "2026-11-10", true],
			["2026-11-06", "2026-11-12", false],
			// Good Friday and Easter Monday are no banking days.
			["2027-03-25", "2027-04-01", true],
		] as const) {
			const books = new Books().take(pending(announced)).take(booked(day));
			expect(books.entries.filter((entry) => !entry.pending)).toMatchObject([{ bookingDay: day }]);
			expect(books.entries.length).toBe(one ? 1 : 2);
			expect(books.take(pending(announced)).take(booked(day)).entries.length).toBe(one ? 1 : 2);
		}
		expect(new Books().take(booked("2026-11-03")).take(pending("2026-11-02")).entries.length).toBe(1);
	});
});
