import {
	answerQuestion,
	call,
	createAccount,
	type ImportReport,
	importStatement,
	listPostings,
	listQuestions,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Booked, camt, csv, mt940, OWN_IBAN } from "./support/statements.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const SEEDS = [1, 2, 3];
const OPENING = 500_000;

/** What came at the bank, in its order: few names and amounts, so that true twins and equal amounts are common. */
function randomDays(random: () => number): Booked[] {
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
	return ["2026-11-03", "2026-11-04", "2026-11-05"].flatMap((day) =>
		Array.from({ length: 1 + Math.floor(random() * 6) }, (): Booked => {
			const name = pick(["Anna Adler", "Bernd Bach"]);
			return { day, minor: pick([-1_500, 4_990, 12_000]), name, text: pick(["Bestellung 1001", "Rechnung 77"]) };
		}),
	);
}

/** mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
	return items
		.map((item) => ({ item, at: random() }))
		.toSorted((a, b) => a.at - b.at)
		.map(({ item }) => item);
}

/** Of each payment a bank's own reference, as camt files have it. */
function withReferences(booked: readonly Booked[]): Booked[] {
	return booked.map((one, n) => ({ ...one, reference: `REF-${n}`, endToEndId: `E2E-${n}` }));
}

const until = (booked: readonly Booked[], count: number) =>
	booked.slice(0, count).reduce((sum, { minor }) => sum + minor, OPENING);

/** Each gives files out of what was booked, the last of them the whole of it. */
const WAYS: Record<string, (booked: readonly Booked[], random: () => number) => Uint8Array<ArrayBuffer>[]> = {
	"twice, in another file": (booked) => [
		mt940(booked, { opening: OPENING }),
		mt940(booked, { opening: OPENING, number: "2/1" }),
	],
	"in halves, then whole": (booked, random) => {
		const cut = Math.floor(random() * booked.length);
		return [
			mt940(booked.slice(0, cut), { opening: OPENING }),
			mt940(booked.slice(cut), { opening: until(booked, cut), number: "2/1" }),
			mt940(booked, { opening: OPENING, number: "3/1" }),
		];
	},
	"in overlapping halves, then whole": (booked, random) => {
		const [from, to] = [random(), random()].map((at) => Math.floor(at * booked.length)).toSorted((a, b) => a - b);
		return [
			mt940(booked.slice(0, to), { opening: OPENING }),
			mt940(booked.slice(from), { opening: until(booked, from ?? 0), number: "2/1" }),
			mt940(booked, { opening: OPENING, number: "3/1" }),
		];
	},
	shuffled: (booked, random) => [
		camt(booked, { opening: OPENING }),
		camt(shuffled(booked, random), { opening: OPENING, number: "2" }),
	],
	"as 052 during the day, then as 053": (booked, random) => {
		const told = withReferences(booked);
		const soFar = told.slice(0, Math.floor(random() * told.length));
		return [
			camt(soFar, { kind: "camt.052", pending: true }),
			camt(told, { kind: "camt.052", pending: true, number: "2" }),
			camt(told, { opening: OPENING }),
		];
	},
	"as booked 052, then as 053": (booked, random) => {
		const told = withReferences(booked);
		const soFar = told.slice(0, Math.floor(random() * told.length));
		return [
			camt(soFar, { kind: "camt.052" }),
			camt(told, { kind: "camt.052", number: "2" }),
			camt(told, { opening: OPENING }),
		];
	},
	"as 053, then some of it as 054": (booked, random) => {
		const told = withReferences(booked);
		return [
			camt(told, { opening: OPENING }),
			camt(
				told.filter(() => random() < 0.5),
				{ kind: "camt.054" },
			),
			camt(told, { opening: OPENING, number: "2" }),
		];
	},
	"some of it as 054, then as 053": (booked, random) => {
		const told = withReferences(booked);
		return [
			camt(
				told.filter(() => random() < 0.5),
				{ kind: "camt.054" },
			),
			camt(told, { opening: OPENING }),
		];
	},
	"as MT940, then as camt, then as MT940": (booked) => [
		mt940(booked, { opening: OPENING }),
		camt(booked, { opening: OPENING }),
		mt940(booked, { opening: OPENING, number: "2/1" }),
	],
	"as MT940, then in other words of the same bank": (booked) => [
		mt940(booked, { opening: OPENING }),
		mt940(
			booked.map((one) => ({ ...one, text: `SVWZ ${one.text} ENDE` })),
			{ opening: OPENING },
		),
	],
	"as CSV, then as MT940": (booked) => [csv(booked), mt940(booked, { opening: OPENING }), csv(booked.toReversed())],
	"half of a day as CSV, then as MT940": (booked, random) => [
		csv(booked.slice(0, Math.floor(random() * booked.length))),
		mt940(booked, { opening: OPENING }),
	],
};

describe("the same bookings again", () => {
	let hub: TestHub;
	let merchant: Awaited<ReturnType<TestHub["newMerchant"]>>;
	let account: string;

	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		merchant = await hub.newMerchant();
		const body = { name: "Girokonto", number: OWN_IBAN, assignFrom: "2026-11-01" };
		({ id: account } = await call(merchant, createAccount, { body }));
	});

	function send(file: Uint8Array<ArrayBuffer>): Promise<ImportReport> {
		return call(merchant, importStatement, { params: { account }, body: file });
	}

	async function stored(): Promise<string[]> {
		const { items } = await call(merchant, listPostings, { query: { limit: 500 } });
		return items
			.filter(({ status }) => status === "booked")
			.map(({ bookingDay, amount }) => `${bookingDay} ${amount.minor}`);
	}

	/** As a merchant who knows his account: it happened once more only where less is stored than happened. */
	async function answer(booked: readonly Booked[]): Promise<number> {
		const { items } = await call(merchant, listQuestions, {});
		for (const { id, bookingDay, postings } of items) {
			const all = [...(await stored()), ...postings.map(({ amount }) => `${bookingDay} ${amount.minor}`)];
			const params = { question: id };
			await call(merchant, answerQuestion, {
				params,
				body: { answer: surplus(all, booked).length > 0 ? "same" : "new" },
			});
		}
		return items.length;
	}

	for (const [way, filesOf] of Object.entries(WAYS)) {
		it.each(SEEDS)(`${way}: none is stored twice, twins stay two (%i)`, async (seed) => {
			const random = randomOf(seed);
			const booked = randomDays(random);
			for (const file of filesOf(booked, random)) {
				if (file.length === 0) continue;
				expect((await send(file)).errors).toEqual([]);
				expect(surplus(await stored(), booked)).toEqual([]);
				await answer(booked);
				expect(surplus(await stored(), booked)).toEqual([]);
			}
			expect((await stored()).toSorted()).toEqual(booked.map(named).toSorted());
			// And once more, all of it: nothing is new and nothing is asked.
			const before = await stored();
			for (const file of filesOf(booked, randomOf(seed)).slice(-1)) {
				expect(await send(file)).toMatchObject({ created: 0, booked: 0, questions: [] });
			}
			expect(await stored()).toEqual(before);
		});
	}
});

const named = ({ day, minor }: Booked) => `${day} ${minor}`;

/** What is there more often than it happened. */
function surplus(stored: readonly string[], booked: readonly Booked[]): string[] {
	const left = booked.map(named);
	return stored.filter((one) => {
		const at = left.indexOf(one);
		if (at >= 0) left.splice(at, 1);
		return at < 0;
	});
}
