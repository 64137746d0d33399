import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dayOrInstant } from "../src/json-lines/date-checks.ts";
import { eachLine } from "../src/json-lines/each-line.ts";
import { kontor } from "./support/kontor.ts";
import { assignIn, ERIKA, ERIKA_PAYS, folderOf, lines } from "./support/lines.ts";

describe("lines", () => {
	const read = async (content: string | Uint8Array) => {
		const folder = await folderOf({ file: content });
		const found: [number, string][] = [];
		eachLine(join(folder, "file"), (text, line) => found.push([line, text]));
		return found;
	};

	test.for([
		["an empty file", "", []],
		[
			"no line feed at the end",
			"a\nb",
			[
				[1, "a"],
				[2, "b"],
			],
		],
		[
			"a line feed at the end",
			"a\nb\n",
			[
				[1, "a"],
				[2, "b"],
			],
		],
		[
			"empty lines count",
			"\n\na\n",
			[
				[1, ""],
				[2, ""],
				[3, "a"],
			],
		],
		["a byte order mark", "\ufeffa\n", [[1, "a"]]],
		["nothing but a byte order mark", "\ufeff", []],
	] as const)("%s", async ([, content, expected]) => {
		expect(await read(content)).toEqual(expected);
	});

	test("windows-1252 beside UTF-8", async () => {
		const bytes = Buffer.concat([Buffer.from("Köln\n"), Buffer.from("Köln €\n".replace("€", "\u0080"), "latin1")]);
		expect(await read(bytes)).toEqual([
			[1, "Köln"],
			[2, "Köln €"],
		]);
	});

	test("characters and lines that lie across the borders of what is read at once", async () => {
		const long = "ü€😀x".repeat(1_100_000);
		const short = Array.from({ length: 3000 }, (_, i) => `${i} ${"ß€".repeat(i % 1000)}`);
		const found = await read([long, ...short, long].join("\n"));
		expect(found.map(([line]) => line)).toEqual(Array.from({ length: 3002 }, (_, i) => i + 1));
		expect(found.map(([, text]) => text)).toEqual([long, ...short, long]);
	});
});

test("byte order mark, CRLF, empty lines and umlauts do no harm", async () => {
	const order = { ...ERIKA, name: "Özgür Großmann", city: "Köln" };
	const posting = { ...ERIKA_PAYS, counterparty: { name: "Özgür Großmann" } };
	const folder = await folderOf({
		"orders.jsonl": `\ufeff\r\n${JSON.stringify(order)}\r\n\r\n   \r\n`,
		"postings.jsonl": `\ufeff${JSON.stringify(posting)}`,
	});
	const { decisions, exitCode } = await assignIn(folder);

	expect(exitCode).toBe(0);
	expect(decisions[0]?.outcome).toBe("assigned");
	expect(decisions[0]?.reasons.map(({ text }) => text.de)).toContain("Der Zahler ist der Kunde (Özgür Großmann).");
});

test("bad lines are all reported by line and field, and lose nothing else: exit code 1", async () => {
	const bad: [object | string, string][] = [
		["{not json", 'line 2: expected a JSON object in one line, got "{not json".'],
		["[1]", 'line 3: expected a JSON object in one line, got "[1]".'],
		[{ ...ERIKA, amount: undefined }, "line 4, field amount: expected an amount such as"],
		[
			{ ...ERIKA, amount: { minor: 119.5, currency: "EUR" } },
			'line 5, field amount.minor: expected a whole number in the smallest unit of the currency, got "119.5".',
		],
		[
			{ ...ERIKA, amount: { minor: 1, currency: "Euro" } },
			'line 6, field amount.currency: expected a currency such as EUR, got "Euro".',
		],
		[{ ...ERIKA, placedAt: "30.10.2026" }, "line 7, field placedAt: expected a date such as 2026-11-02 or an instant"],
		[{ ...ERIKA, placedAt: "2026-02-30" }, "line 8, field placedAt: expected a date"],
		[
			{ ...ERIKA, paymentCode: "paypal" },
			'line 9, field paymentCode: expected prepayment, invoice, cashOnDelivery, monitored, got "paypal".',
		],
		[
			{ ...ERIKA, terms: [{ days: 14 }, { days: -1 }] },
			'line 10, field terms[1].days: expected a whole number from 0 on, got "-1".',
		],
		[{ ...ERIKA, additionalNumbers: ["1", {}] }, 'line 11, field additionalNumbers[1]: expected a text, got "{}".'],
		[{ ...ERIKA, id: undefined, number: "" }, "line 12, field id: expected id or number, got nothing."],
		[
			{ ...ERIKA, open: { minor: 1, currency: "CHF" } },
			"line 13, field open.currency: expected the currency of amount",
		],
		[{ ...ERIKA, testSystem: "yes" }, 'line 14, field testSystem: expected true or false, got "yes".'],
	];
	const texts = bad.map(([line]) => (typeof line === "string" ? line : JSON.stringify(line)));
	const folder = await folderOf({
		"orders.jsonl": [JSON.stringify(ERIKA), ...texts].join("\n"),
		"postings.jsonl": lines([{ ...ERIKA_PAYS, id: undefined }, { ...ERIKA_PAYS, bookingDate: null }, ERIKA_PAYS]),
	});
	const { decisions, exitCode, stderr } = await assignIn(folder);

	expect(exitCode).toBe(1);
	expect(decisions.map(({ posting, outcome }) => [posting, outcome])).toEqual([["p1", "assigned"]]);
	for (const [, message] of bad) expect(stderr).toContain(`orders.jsonl, ${message}`);
	expect(stderr).toContain("postings.jsonl, line 1, field id: expected a text, got nothing.");
	expect(stderr).toContain(
		"postings.jsonl, line 2, field bookingDate: expected a date such as 2026-11-02, got nothing.",
	);
	expect(stderr.trim().split("\n")).toHaveLength(bad.length + 3);
});

test("very many bad lines are counted, and unknown fields are named once, in the reader's language", async () => {
	const folder = await folderOf({
		"orders.jsonl": `${lines([
			{ ...ERIKA, warehouse: 1 },
			{ ...ERIKA, id: "o2", warehouse: 2 },
		])}${"x\n".repeat(60)}`,
		"postings.jsonl": [ERIKA_PAYS],
	});
	const { stderr } = await assignIn(folder, "--language", "de");

	expect(stderr).toContain("orders.jsonl: nicht verwendete Felder: warehouse.");
	expect(stderr).toContain(
		"orders.jsonl, Zeile 52: erwartet wurde ein JSON-Objekt in einer Zeile, gefunden wurde „x“.",
	);
	expect(stderr).not.toContain("Zeile 53");
	expect(stderr).toContain("orders.jsonl: 10 weitere Zeilen mit Fehlern.");
});

test.for([
	["2026-11-02", "2026-11-02"],
	["2026-11-02T08:30:00Z", "2026-11-02T08:30:00Z"],
	["2026-11-02T08:30:00.125Z", "2026-11-02T08:30:00.125Z"],
	["2026-11-02T00:30:00+01:00", "2026-11-01T23:30:00.000Z"],
	["2026-11-02T00:30:00+0100", "2026-11-01T23:30:00.000Z"],
	["2026-11-02 08:30:00", "2026-11-02T08:30:00.000Z"],
	["2024-02-29", "2024-02-29"],
] as const)("%s is %s", ([value, expected]) => {
	expect(dayOrInstant(value, "placedAt")).toBe(expected);
});

test("an order list of JSON lines serves bank statements as well", async () => {
	const folder = await folderOf({
		"orders.jsonl": [ERIKA, { ...ERIKA, id: "o2", number: "AU-10002", standing: "closed" }],
	});
	await writeFile(
		join(folder, "day.sta"),
		":20:T\n:25:37050198/1\n:60F:C261102EUR0,\n:61:2611031103CR119,00N166NONREF\n:86:166?20SVWZ+AU-10001?32ERIKA MUSTERMANN\n:62F:C261103EUR119,\n-\n",
	);
	const { stdout } = await kontor([
		"assign",
		join(folder, "day.sta"),
		"--orders",
		join(folder, "orders.jsonl"),
		"--json",
	]);
	const { postings, orders } = JSON.parse(stdout);

	expect(postings[0].outcome).toBe("assigned");
	expect(orders.map((order: { state: string }) => order.state)).toEqual(["paid", "paid"]);
});
