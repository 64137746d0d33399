import fc from "fast-check";
import { expect, test } from "vitest";
import { anyStatement } from "./printing/any-statement.ts";
import { carriedOf } from "./printing/carries.ts";
import { csvCarries, printCsv } from "./printing/csv.ts";
import { GERMAN_BANKS } from "./printing/csv-banks.ts";
import { OTHERS } from "./printing/csv-others.ts";
import { closingOf, type PrintedEntry } from "./printing/printed.ts";
import { LATIN, WIDE } from "./printing/values.ts";
import { readWhole } from "./reading.ts";

const RUNS = Number(process.env.ROUND_TRIPS ?? 40);

/** Files stand in any order; what belongs to what is told by what they say. */
function sorted(found: readonly object[]): string[] {
	return found.map((one) => JSON.stringify(one)).toSorted();
}

test.for([...GERMAN_BANKS, ...OTHERS])(
	"what is printed as $profile is read again",
	{ timeout: 20_000 + RUNS * 50 },
	async (layout) => {
		const { profile } = layout;
		const carried = csvCarries(layout);
		const letters = `${layout.encoding.startsWith("utf") ? WIDE : LATIN};"`;
		const hasStatus = layout.columns.some(([header]) => header === "Status" || header === "Info");
		const status = hasStatus ? fc.constantFrom("booked" as const, "pending" as const) : fc.constant("booked" as const);
		const completed = layout.completed ?? ((entry: PrintedEntry) => entry);
		const possible = { letters, asCamt: false, sideInOwnCurrency: profile !== "n26", status: "booked" } as const;
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
	},
);
