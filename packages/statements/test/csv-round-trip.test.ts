import fc from "fast-check";
import { expect, test } from "vitest";
import { CSV_PROFILES } from "../src/index.ts";
import { anyStatement } from "./printing/any-statement.ts";
import { carriedOf } from "./printing/carries.ts";
import { csvCarries, printCsv } from "./printing/csv.ts";
import { CSV_LAYOUTS } from "./printing/csv-banks/index.ts";
import { closingOf, type PrintedEntry } from "./printing/printed.ts";
import { LATIN, WIDE } from "./printing/values.ts";
import { readWhole } from "./reading.ts";

const RUNS = Number(process.env.ROUND_TRIPS ?? 40);

test("every profile is printed", () => {
	const printed = CSV_LAYOUTS.map(({ profile }) => profile).toSorted();
	expect(printed).toEqual(CSV_PROFILES.map(({ id }) => id).toSorted());
});

/** Files stand in any order; what belongs to what is told by what they say. */
function sorted(found: readonly object[]): string[] {
	return found.map((one) => JSON.stringify(one)).toSorted();
}

test.for(CSV_LAYOUTS)("what is printed as $profile is read again", { timeout: 20_000 + RUNS * 50 }, async (layout) => {
	const { profile } = layout;
	const namesOriginalCurrency = /^(n26|sparkasse-card|dkb-card)/.test(profile);
	const carried = csvCarries(layout);
	const letters = `${layout.encoding.startsWith("utf") ? WIDE : LATIN};"`;
	const hasStatus = layout.columns.some(([header]) => header === "Status" || header === "Info");
	const status = hasStatus ? fc.constantFrom("booked" as const, "pending" as const) : fc.constant("booked" as const);
	const completed = layout.completed ?? ((entry: PrintedEntry) => entry);
	const possible = { letters, asCamt: false, sideInOwnCurrency: !namesOriginalCurrency, status: "booked" } as const;
	const printed = fc
		.tuple(anyStatement(possible, layout.currency), fc.infiniteStream(status))
		.map(([statement, states]) => ({
			...statement,
			entries: statement.entries.map((entry) => completed({ ...entry, status: states.next().value ?? "booked" })),
		}))
		// Account and balances stand in the rows of booked entries.
		.filter(({ entries }) => entries.some(({ status: is }) => is === "booked"));
	await fc.assert(
		fc.asyncProperty(printed, async (statement) => {
			const [read, ...others] = await readWhole([printCsv(statement, layout)]);
			expect(others).toEqual([]);
			expect({ format: read?.format, version: read?.version }).toEqual({ format: "csv", version: profile });
			if (layout.namesAccount) expect(read?.account.iban).toBe(statement.account);
			expect(sorted(read?.entries.map((entry) => carriedOf(entry, carried)) ?? [])).toEqual(
				sorted(statement.entries.map((entry) => carriedOf(entry, carried))),
			);
			const { balances } = layout;
			if (balances) expect(read?.closing?.amount).toEqual(closingOf(statement).amount);
			if (balances === "both") expect(read?.opening?.amount).toEqual(statement.opening.amount);
			expect(read?.warnings).toEqual([]);
		}),
		{ numRuns: RUNS },
	);
});

test.each(["deutsche-bank", "deutsche-bank-english"])(
	"a balance of whole thousands, printed without decimals by %s",
	async (profile) => {
		const layout = CSV_LAYOUTS.find((one) => one.profile === profile);
		const possible = { letters: LATIN, asCamt: false, sideInOwnCurrency: true, status: "booked" } as const;
		const [statement] = fc.sample(anyStatement(possible, "EUR"), { numRuns: 1, seed: 1 });
		if (layout === undefined || statement === undefined) throw new Error("nothing to print");
		const sum = statement.entries.reduce((total, { amount }) => total + amount.minor, 0);
		const opening = { ...statement.opening, amount: { minor: 119_400 - sum, currency: "EUR" } };
		const [read] = await readWhole([printCsv({ ...statement, opening }, layout)]);
		expect(read?.closing?.amount).toEqual({ minor: 119_400, currency: "EUR" });
	},
);
