import { lstat, readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kontor } from "./support/kontor.ts";
import { assignIn, ERIKA, ERIKA_PAYS, folderOf, lines } from "./support/lines.ts";

const EUR = (minor: number) => ({ minor, currency: "EUR" });

test("a decision is a line: what is booked, and why, as data and as sentences", async () => {
	const folder = await folderOf({ "orders.jsonl": [ERIKA], "postings.jsonl": [ERIKA_PAYS] });
	const { decisions, exitCode, stdout, stderr } = await assignIn(folder);

	expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
	expect(stderr).toBe("1 postings: 1 assigned, 0 to review, 0 no payment.\n");
	expect(decisions).toHaveLength(1);
	expect(decisions[0]).toMatchObject({
		posting: "p1",
		outcome: "assigned",
		assignments: [{ order: "o1", minor: 11900, orderMinor: 11900, kind: "payment" }],
		suggestions: [],
	});
	expect(Object.keys(decisions[0] ?? {})).toEqual([
		"posting",
		"outcome",
		"probability",
		"assignments",
		"suggestions",
		"reasons",
	]);
	expect(decisions[0]?.reasons).toContainEqual({
		field: "orderNumber",
		finding: "found",
		order: "o1",
		matched: "AU-10001",
		expected: "AU-10001",
		weight: expect.any(Number),
		text: {
			de: "Die Bestellnummer AU-10001 steht im Verwendungszweck („AU-10001“).",
			en: 'The order number AU-10001 stands in the remittance text ("AU-10001").',
		},
	});
	expect(await readdir(folder)).toEqual(["decisions.jsonl", "orders.jsonl", "postings.jsonl"]);
});

test("what waits for a person has suggestions with their own reasons", async () => {
	const twin = { ...ERIKA, id: "o2", number: "AU-10002" };
	const posting = { ...ERIKA_PAYS, remittance: "Danke" };
	const folder = await folderOf({ "orders.jsonl": [ERIKA, twin], "postings.jsonl": [posting] });
	const [decision] = (await assignIn(folder)).decisions;

	expect(decision).toMatchObject({ outcome: "review", assignments: [] });
	expect(decision?.suggestions.flatMap(({ orders }) => orders)).toEqual(
		expect.arrayContaining([
			{ order: "o1", minor: 11900 },
			{ order: "o2", minor: 11900 },
		]),
	);
	expect(decision?.suggestions[0]?.reasons.map(({ text }) => text.en)).toContain(
		"The amount is exactly right: 119.00 EUR.",
	);
	expect(decision?.reasons.length).toBeGreaterThan(0);
});

test("orders stay open, unless the run is stateful: then the second payment finds its order paid", async () => {
	// Not in booking order: it is decided so, and written as the file has it.
	const postings = [
		{ ...ERIKA_PAYS, id: "later", bookingDate: "2026-11-09" },
		{ ...ERIKA_PAYS, id: "earlier", bookingDate: "2026-11-03T12:00:00Z" },
	];
	const folder = await folderOf({ "orders.jsonl": [ERIKA], "postings.jsonl": postings });
	const outcomes = async (...options: string[]) =>
		(await assignIn(folder, ...options)).decisions.map(({ posting, outcome }) => [posting, outcome]);

	expect(await outcomes()).toEqual([
		["later", "assigned"],
		["earlier", "assigned"],
	]);
	expect(await outcomes("--stateful")).toEqual([
		["later", "review"],
		["earlier", "assigned"],
	]);
});

const MAX_PAYS = { ...ERIKA_PAYS, id: "p2", counterparty: { name: "MAX GROSS" }, remittance: "AU-10002" };

test("an order in both files is closed; of equal ids the last line counts; a posting counts once", async () => {
	const folder = await folderOf({
		"orders.jsonl": [
			{ ...ERIKA, number: "AU-99999" },
			ERIKA,
			{ ...ERIKA, id: "o2", number: "AU-10002", name: "Max Groß" },
		],
		"closed.jsonl": [{ id: "o2", number: "AU-10002", name: "Max Groß" }],
		"postings.jsonl": [ERIKA_PAYS, ERIKA_PAYS, MAX_PAYS],
	});
	const { decisions, stderr, exitCode } = await assignIn(folder, "--closed", join(folder, "closed.jsonl"));

	expect(exitCode).toBe(0);
	expect(decisions.map(({ posting, outcome }) => [posting, outcome])).toEqual([
		["p1", "assigned"],
		["p2", "review"],
	]);
	expect(stderr).toContain("orders.jsonl: ids that occur more than once (the last line counts): 1.");
	expect(stderr).toContain("closed.jsonl: orders that occurred before and now count as closed: 1.");
	expect(stderr).toContain("postings.jsonl: postings that occur more than once, counted once: 1.");
});

test("whose account has paid before is known", async () => {
	const folder = await folderOf({
		"orders.jsonl": [ERIKA],
		"payers.jsonl": [{ iban: "DE27 2005 0550 1015 8713 93", customerNumber: 20001, name: null, payments: 3 }],
		"postings.jsonl": [{ ...ERIKA_PAYS, counterparty: { name: "KARL OTTO", iban: "DE27200505501015871393" } }],
	});
	const findings = async (...options: string[]) =>
		(await assignIn(folder, ...options)).decisions.flatMap(({ reasons, suggestions }) =>
			[...reasons, ...suggestions.flatMap((suggestion) => suggestion.reasons)].map(({ finding }) => finding),
		);

	expect(await findings("--known-payers", join(folder, "payers.jsonl"))).toContain("payerKnown");
	expect(await findings()).not.toContain("payerKnown");
});

test("two runs write the same bytes", async () => {
	const orders = Array.from({ length: 40 }, (_, i) => ({ ...ERIKA, id: `o${i}`, number: `AU-${10_000 + i}` }));
	const postings = orders.map(({ number }, i) => ({
		...ERIKA_PAYS,
		id: `p${i}`,
		remittance: i % 3 === 0 ? "" : number,
	}));
	const folder = await folderOf({ "orders.jsonl": orders, "postings.jsonl": postings });
	const first = await assignIn(folder);
	const second = await assignIn(folder);

	expect(first.decisions).toHaveLength(40);
	expect(second.written).toBe(first.written);
});

test("figures are one line of JSON on standard output", async () => {
	const folder = await folderOf({ "orders.jsonl": [ERIKA], "postings.jsonl": [ERIKA_PAYS] });
	const { stdout } = await assignIn(folder, "--stats");
	const figures = JSON.parse(stdout);

	expect(Object.keys(figures)).toEqual([
		"loadMs",
		"warmUpMs",
		"postingsPerSecond",
		"postingsPerCpuSecond",
		"p50Ms",
		"p99Ms",
		"residentMB",
		"rowsMB",
		"indexMB",
	]);
	expect(figures.postingsPerSecond).toBeGreaterThan(0);
	expect(figures.residentMB).toBeGreaterThan(10);
});

test("decisions go to standard output alone where asked for", async () => {
	const folder = await folderOf({ "orders.jsonl": [ERIKA], "postings.jsonl": [ERIKA_PAYS] });
	const { stdout, stderr, written } = await assignIn(folder, "--decisions", "-", "--stats");

	expect(JSON.parse(stdout)).toMatchObject({ posting: "p1" });
	expect(stdout.endsWith("}\n")).toBe(true);
	expect(stderr).toContain('"postingsPerSecond"');
	expect(written).toBeNull();
});

test("a run that ends early leaves the file of the run before", async () => {
	const folder = await folderOf({
		"orders.jsonl": "none of this is JSON\n",
		"postings.jsonl": [ERIKA_PAYS],
		"decisions.jsonl": "of before\n",
	});
	const { exitCode, stderr, written } = await assignIn(folder);

	expect({ exitCode, written }).toEqual({ exitCode: 2, written: "of before\n" });
	expect(stderr).toContain('orders.jsonl, line 1: expected a JSON object in one line, got "none of this is JSON".');
	expect(stderr).toContain("Nothing was assigned.");
	expect(await readdir(folder)).toEqual(["decisions.jsonl", "orders.jsonl", "postings.jsonl"]);
});

test.for([
	[
		"a statement, too",
		["statement.sta", "--postings", "p", "--decisions", "d"],
		"either --postings or bank statements",
	],
	["closed orders with a statement", ["statement.sta", "--closed", "c"], "--closed is for JSON lines"],
	["a table", ["--postings", "p", "--decisions", "d", "--csv"], "--csv is for bank statements only"],
	["no decisions", ["--postings", "p"], "--decisions is missing."],
	["no postings", ["--decisions", "d", "--stats"], "--postings is missing."],
	["nothing to assign", [], "What to assign is missing"],
	[
		"no such folder",
		["--postings", "p", "--decisions", "/nowhere/d"],
		"/nowhere/d cannot be written: there is no such folder.",
	],
	["no such file", ["--postings", "p", "--decisions", "-"], "o.jsonl: there is no such file."],
] as const)("nothing done is exit code 2: %s", async ([, arguments_, message]) => {
	const { stdout, stderr, exitCode } = await kontor(["assign", "--orders", "o.jsonl", ...arguments_]);
	expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
	expect(stderr).toContain(message);
});

test.for(["postings.jsonl", "./orders.jsonl", "link.jsonl"])("what is read is not written over: %s", async (name) => {
	const folder = await folderOf({ "orders.jsonl": [ERIKA], "postings.jsonl": [ERIKA_PAYS] });
	await symlink("postings.jsonl", join(folder, "link.jsonl"));
	const before = await readFile(join(folder, name), "utf8");
	const { exitCode, stderr } = await assignIn(folder, "--decisions", `${folder}/${name}`);

	expect(exitCode).toBe(2);
	expect(stderr).toContain(`${name} is not written over: it is read from`);
	expect(await readFile(join(folder, name), "utf8")).toBe(before);
});

test("a link stays a link, and what is no plain file is written as it is", async () => {
	const folder = await folderOf({
		"orders.jsonl": [ERIKA],
		"postings.jsonl": [ERIKA_PAYS],
		"real.jsonl": "of before\n",
	});
	await symlink("real.jsonl", join(folder, "decisions.jsonl"));
	const { decisions } = await assignIn(folder);
	const { exitCode } = await assignIn(folder, "--decisions", "/dev/null");

	expect(decisions.map(({ posting }) => posting)).toEqual(["p1"]);
	expect((await lstat(join(folder, "decisions.jsonl"))).isSymbolicLink()).toBe(true);
	expect((await lstat(join(folder, "real.jsonl"))).isFile()).toBe(true);
	expect(exitCode).toBe(0);
	expect((await lstat("/dev/null")).isCharacterDevice()).toBe(true);
});

test("a missing field may also be null or empty, and numbers may be numbers", async () => {
	const order = {
		id: 4711,
		number: 10001,
		invoiceNumber: null,
		company: "",
		name: "Erika Mustermann",
		amount: EUR(11900),
		placedAt: "",
		paymentCode: null,
		terms: null,
		additionalNames: [null, "Erich"],
		open: null,
		managed: false,
	};
	const posting = { ...ERIKA_PAYS, account: null, remittance: "Bestellung 10001", references: null, returnReason: "" };
	const folder = await folderOf({ "orders.jsonl": [order], "postings.jsonl": lines([posting]).trimEnd() });
	const { decisions, stderr, exitCode } = await assignIn(folder);

	expect(stderr.split("\n")).toHaveLength(2);
	expect(exitCode).toBe(0);
	expect(JSON.stringify(decisions)).toContain('"4711"');
});
