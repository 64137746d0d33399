import { expect, test } from "vitest";
import { fileOf, fixture, kontor } from "./support/kontor.ts";

const ORDERS = fixture("orders-de.csv");
const MT940 = fixture("november.sta");
const CAMT = fixture("november-camt.xml");

/** The parts of the JSON report these tests look at. */
interface Report {
	readonly postings: readonly {
		readonly amount: { readonly minor: number };
		readonly outcome: string;
		readonly doubt?: string;
		readonly assignments: readonly { readonly order: string; readonly minor: number; readonly kind: string }[];
		readonly suggestions: readonly { readonly orders: readonly { readonly order: string }[] }[];
		readonly reasons: readonly string[];
	}[];
	readonly orders: readonly {
		readonly number: string;
		readonly state: string;
		readonly outstanding: { minor: number };
	}[];
	readonly notes: readonly string[];
	readonly faults: readonly string[];
}

async function report(...arguments_: readonly string[]): Promise<Report> {
	const { stdout, stderr } = await kontor(["assign", ...arguments_, "--json"]);
	expect(stderr).toBe("");
	return JSON.parse(stdout);
}

test("postings of two files pay orders exactly, in parts, several at once and too much", async () => {
	const { postings, orders } = await report(MT940, CAMT, "--orders", ORDERS);

	expect(orders.map(({ number, state }) => [number, state])).toEqual([
		["AU-10001", "paid"],
		["AU-10002", "paid"],
		["AU-10003", "paid"],
		["AU-10004", "paid"],
		["AU-10005", "overpaid"],
		["AU-10006", "open"],
	]);
	const parts = postings.flatMap(({ assignments }) => assignments.map((a) => [a.order, a.minor, a.kind]));
	expect(parts).toEqual([
		["AU-10001", 11900, "payment"],
		["AU-10002", 10000, "payment"],
		["AU-10002", 14990, "payment"],
		["AU-10003", 4990, "payment"],
		["AU-10004", 2490, "payment"],
		["AU-10005", 3500, "payment"],
		["AU-10005", 500, "surplus"],
	]);
});

test("the terminal shows every posting and every order with reasons in German", async () => {
	const { stdout, exitCode } = await kontor(["assign", MT940, "--orders", ORDERS], { LANG: "C", COLUMNS: "140" });

	expect(exitCode).toBe(0);
	expect(stdout).toContain("Die Bestellnummer AU-10001 steht im Verwendungszweck");
	expect(stdout).toContain("✓ AU-10003  49,90 EUR");
	expect(stdout).toMatch(/AU-10006 +Karl Neu +1\.234,00 EUR +1\.234,00 EUR +offen/);
	expect(stdout).toContain("6 Buchungen: 4 zugeordnet, 0 zu prüfen, 2 keine Zahlung.");
	expect(stdout).not.toContain("\u001b[");
});

test("amounts stand under each other", async () => {
	const { stdout } = await kontor(["assign", MT940, "--orders", ORDERS]);
	const ends = stdout.split("\n").flatMap((line) => /^2026-\d\d-\d\d +-?[\d.,]+ EUR/.exec(line)?.[0].length ?? []);
	expect(new Set(ends).size).toBe(1);
	expect(ends.length).toBe(6);
});

test("colours are for terminals, and FORCE_COLOR asks for them", async () => {
	const { stdout } = await kontor(["assign", MT940, "--orders", ORDERS], { LANG: "en", FORCE_COLOR: "1" });
	expect(stdout).toContain("\u001b[32m");
});

test("a file given twice, and the same day in another format, count once", async () => {
	const { postings, notes } = await report(MT940, MT940, CAMT, "--orders", ORDERS);
	expect(postings.map(({ amount }) => amount.minor)).toEqual([11900, 10000, 14990, 7480, 2500, -690, 4000]);
	expect(notes).toContain("In several files, counted once: 7 postings.");
});

test("true twins of one file stay two; the second finds its order paid", async () => {
	const twin = ":61:2611031103CR119,00N166NONREF\n:86:166?00GUTSCHR.?20SVWZ+AU-10001?32ERIKA MUSTERMANN\n";
	const file = await fileOf(
		"twins.sta",
		`:20:T\n:25:37050198/1\n:60F:C261102EUR0,\n${twin}${twin}:62F:C261103EUR238,\n-\n`,
	);
	const { postings, orders } = await report(file, "--orders", ORDERS);
	expect(postings.map(({ outcome }) => outcome)).toEqual(["assigned", "review"]);
	expect(orders[0]?.state).toBe("paid");
});

test("what another file may hold already waits for a person", async () => {
	const day = (name: string, others: string) =>
		fileOf(
			name,
			`:20:T\n:25:37050198/1\n:60F:C261102EUR0,\n:61:2611031103CR249,90N166NONREF\n:86:166?20SVWZ+AU-10002?32MAX GROSS\n${others}-\n`,
		);
	const morning = await day("morning.sta", ":61:2611031103CR1,00N166NONREF\n:86:166?20SVWZ+EINS\n");
	const evening = await day("evening.sta", ":61:2611031103CR2,00N166NONREF\n:86:166?20SVWZ+ZWEI\n");
	const { postings, orders } = await report(morning, evening, "--orders", ORDERS);

	const large = postings.filter(({ amount }) => amount.minor === 24990);
	expect(large.map(({ outcome }) => outcome)).toEqual(["assigned", "review"]);
	expect(large[1]?.doubt).toContain("same amount on the same day");
	expect(postings).toHaveLength(4);
	expect(orders[1]?.outstanding.minor).toBe(0);
});

test("CSV is for spreadsheets of the language, and no text becomes a formula", async () => {
	const statement = await fileOf(
		"formula.sta",
		":20:T\n:25:37050198/1\n:60F:C261102EUR0,\n:61:2611031103CR1,00N166NONREF\n:86:166?20SVWZ+=1+1?32@EVIL\n:62F:C261103EUR1,\n-\n",
	);
	const { stdout } = await kontor(["assign", statement, "--orders", ORDERS, "--csv", "--language", "de"]);
	expect(stdout.startsWith("\ufeffGebucht;Konto;Betrag;")).toBe(true);
	expect(stdout).toContain(';"1,00";EUR;');
	expect(stdout).toContain(";'@EVIL;;'=1+1;");

	const orders = await kontor(["assign", MT940, "--orders", ORDERS, "--csv", "orders"]);
	expect(orders.stdout).toContain("AU-10002,,Groß GmbH,249.90,EUR,249.90,0.00,0.00,paid");
});

test("what a payer writes does not steer the terminal", async () => {
	const evil = "\u001b]0;renamed\u0007\u001b[2J";
	const statement = await fileOf(
		"evil.sta",
		`:20:T\n:25:37050198/1\n:60F:C261102EUR0,\n:61:2611031103CR1,00N166NONREF\n:86:166?20SVWZ+AU${evil}?32EVE${evil}\n:62F:C261103EUR1,\n-\n`,
	);
	const { stdout } = await kontor(["assign", statement, "--orders", ORDERS]);
	expect(stdout).toContain("EVE");
	expect(stdout).not.toContain("\u001b");
});

test("a statement with a fault is left out whole, the others are not: exit code 1", async () => {
	const broken = await fileOf("broken.sta", ":20:T\n:25:37050198/1\n:60F:C261102EUR0,\n:61:2611031103XX1,00N166\n-\n");
	const { stdout, exitCode } = await kontor(["assign", MT940, broken, "--orders", ORDERS]);
	expect(exitCode).toBe(1);
	expect(stdout).toContain("✗ broken.sta: Line 4 (:61:): expected");
	expect(stdout).toContain("✓ AU-10001");
});

test.for([
	["no such order list", [MT940, "--orders", "nowhere.csv"], "nowhere.csv: there is no such file."],
	["no such statement", ["nowhere.sta", "--orders", ORDERS], "nowhere.sta: there is no such file."],
	["a statement that is none", [ORDERS, "--orders", ORDERS], "this CSV file is of no known bank"],
	["no orders named", [MT940], "required option '--orders <file>' not specified"],
] as const)("nothing done is exit code 2: %s", async ([, arguments_, message]) => {
	const { stdout, stderr, exitCode } = await kontor(["assign", ...arguments_]);
	expect(exitCode).toBe(2);
	expect(stderr).toContain(message);
	expect(stdout).toBe("");
});

test("one posting of a file is explained alone, as it was decided among the others", async () => {
	const { stdout, exitCode } = await kontor(["explain", `${MT940}#3`, "--orders", ORDERS]);
	expect(exitCode).toBe(0);
	expect(stdout).toContain("AU-10002 Rest");
	// An earlier posting paid a part of it.
	expect(stdout).toContain("The amount is exactly right: 149.90 EUR.");
	expect(stdout).not.toContain("AU-10001");

	const missing = await kontor(["explain", `${MT940}#99`, "--orders", ORDERS]);
	expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("has no posting 99.") });
});
