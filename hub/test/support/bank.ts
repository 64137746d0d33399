import { type ClientOptions, call, createAccount, importStatement, listPostings, type Posting } from "@kontor/protocol";
import { expect } from "vitest";
import { type Booked, mt940, OWN_IBAN } from "./statements.ts";

/** A merchant's bank account, into which the tests' payments come. */
export interface TestBank {
	readonly account: string;
	/** Imports an MT940 statement of these bookings. */
	books(...booked: readonly Partial<Booked>[]): Promise<void>;
	postings(): Promise<Posting[]>;
	/** Waits until the machine has decided everything. @returns the postings by their text */
	decided(): Promise<Record<string, Posting>>;
}

export async function openAccount(
	merchant: ClientOptions,
	{ connections = [] as string[], assignFrom = "2026-11-01" } = {},
): Promise<TestBank> {
	const body = { name: "Girokonto", number: OWN_IBAN, assignFrom, connections };
	const { id: account } = await call(merchant, createAccount, { body });
	let number = 0;
	let opening = 100_000;
	const bank: TestBank = {
		account,
		async books(...given) {
			const booked = given.map((one): Booked => ({ ...PAYMENT, ...one }));
			const file = mt940(booked, { number: `${++number}/1`, opening });
			opening += booked.reduce((sum, { minor }) => sum + minor, 0);
			const report = await call(merchant, importStatement, { params: { account }, body: file });
			expect(report).toMatchObject({ errors: [], warnings: [], questions: [] });
		},
		async postings() {
			return (await call(merchant, listPostings, { query: { limit: 500 } })).items;
		},
		async decided() {
			await expect
				.poll(async () => (await bank.postings()).filter(({ outcome, held }) => outcome === null && !held), {
					timeout: 10_000,
					interval: 20,
				})
				.toEqual([]);
			return Object.fromEntries((await bank.postings()).map((posting) => [posting.remittance, posting]));
		},
	};
	return bank;
}

const PAYMENT: Booked = { day: "2026-11-03", minor: 10_000, name: "Erika Muster", text: "" };
