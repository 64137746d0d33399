import { join } from "node:path";
import { expect, test } from "vitest";
import { kontor } from "./support/kontor.ts";
import { ERIKA, ERIKA_PAYS, folderOf } from "./support/lines.ts";

const TWIN = { ...ERIKA, id: "o2", number: "AU-10002" };
const FILES = {
	"orders.jsonl": [ERIKA, TWIN],
	"postings.jsonl": [ERIKA_PAYS, { ...ERIKA_PAYS, id: "unclear", remittance: "Danke" }],
};

async function explain(posting: string, ...options: readonly string[]) {
	const folder = await folderOf(FILES);
	const files = ["--orders", join(folder, "orders.jsonl"), "--postings", join(folder, "postings.jsonl")];
	return kontor(["explain", ...files, "--posting", posting, ...options]);
}

test("what is booked, with the weight of each reason", async () => {
	const { stdout, stderr, exitCode } = await explain("p1");

	expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
	expect(stdout).toContain("Posting  p1  2026-11-03  119.00 EUR");
	expect(stdout).toMatch(/Payer +ERIKA MUSTERMANN {2}DE27200505501015871393/);
	expect(stdout).toMatch(/^assigned {2}at 9\d(\.\d+)? %$/m);
	expect(stdout).toContain("✓ AU-10001 (main)  119.00 EUR");
	expect(stdout).toMatch(/^ +\+\d+\.\d {2}The payer is the customer \(Erika Mustermann\)\.$/m);
	expect(stdout).toContain("each 1 makes the order twice as likely");
});

test("why it was not booked by itself, and every candidate with what speaks for and against it, in German", async () => {
	const { stdout } = await explain("unclear", "--language", "de");

	expect(stdout).toContain("Buchung  unclear  03.11.2026  119,00 EUR");
	expect(stdout).toMatch(/^zu prüfen {2}zu \d+ %$/m);
	expect(stdout).toMatch(/Warum nicht von selbst gebucht:\n {10}\S/);
	expect(stdout).toMatch(
		/Möglich 1 {2}zu \d+ %\n {2}→ AU-1000\d \(main\) {2}119,00 EUR\n {4}Erika Mustermann {2}30\.10\.2026 {2}offen 119,00 EUR/,
	);
	expect(stdout).toContain("Möglich 2");
	expect(stdout).toMatch(/^ +\+\d+,\d {2}Der Betrag stimmt genau: 119,00 EUR\.$/m);
});

test.for([
	["no such posting", ["--posting", "p9"], "postings.jsonl has no posting p9."],
	["two ways at once", ["statement.sta#1", "--posting", "p1"], "Either statement.sta#1, or --postings and --posting"],
] as const)("nothing explained is exit code 2: %s", async ([, arguments_, message]) => {
	const folder = await folderOf(FILES);
	const files = ["--orders", join(folder, "orders.jsonl"), "--postings", join(folder, "postings.jsonl")];
	const { exitCode, stderr, stdout } = await kontor(["explain", ...arguments_, ...files]);
	expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
	expect(stderr).toContain(message);
});

test("which posting is asked for where nothing names one", async () => {
	expect(await kontor(["explain"])).toMatchObject({
		exitCode: 2,
		stderr: expect.stringContaining("Which posting is missing"),
	});
});
