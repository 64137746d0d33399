import fc from "fast-check";
import { expect, test } from "vitest";
import { compareHashed } from "../src/compare-hashed.ts";
import { comparePayer } from "../src/compare-payer.ts";
import { OrderIndex } from "../src/index-orders.ts";
import { readPosting } from "../src/read-posting.ts";

const WORDS = [
	"Max",
	"Anna",
	"Annika",
	"Peter",
	"Müller",
	"Mueller",
	"Muster",
	"Mustermann",
	"Li",
	"M.",
	"A",
	"Dr.",
	"GmbH",
	"Köhler",
];
const word = fc.constantFrom(...WORDS);
const name = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
/** As a bank may give it: cut, with an error in typing, swapped, as an initial, with somebody else. */
const asByBank = (given: fc.Arbitrary<string>) =>
	fc.oneof(
		given,
		fc.tuple(given, fc.nat(12)).map(([text, length]) => text.slice(0, length)),
		fc.tuple(given, fc.nat(12)).map(([text, at]) => text.slice(0, at) + text.slice(at + 1)),
		given.map((text) => text.split(" ").toReversed().join(" ")),
		given.map((text) => text.replace(/^(\S)\S*/, "$1.")),
		fc.tuple(given, name).map((both) => both.join(" und ")),
		given.map((text) => `Frau Professor Doktor ${text}`.slice(0, 27)),
	);
const anyCase = name.chain((own) =>
	fc.record({
		own: fc.constant(own),
		company: fc.option(name, { nil: undefined }),
		payer: fc.oneof(asByBank(fc.constant(own)), asByBank(name)),
		text: fc.oneof(fc.constant("Danke"), fc.constant(`fuer ${own}`), name),
	}),
);

test("where hashes tell who paid, the names themselves tell the same", () => {
	let told = 0;
	fc.assert(
		fc.property(anyCase, ({ own, company, payer, text }) => {
			const index = new OrderIndex();
			index.upsert({ id: "1", shop: "s", number: "1", name: own, company, amount: { minor: 1, currency: "EUR" } });
			const read = readPosting(postingOf(payer, text), false).payer;
			const { names } = index.view(0);
			const plain = index.plainName(0);
			if (names.length !== 1) expect(plain).toBeNull();
			const byHash = plain === null ? null : compareHashed(read, plain);
			if (byHash === null) return;
			told++;
			const { finding, words } = comparePayer(read, names);
			expect({ finding: byHash.finding, words: byHash.words }).toEqual({ finding, words });
		}),
		{ numRuns: 5_000 },
	);
	expect(told).toBeGreaterThan(1_000);
});

test.each([
	["Müller, Max", "payerEqual"],
	["Max und Anna Müller", "payerAgrees"],
	["Anna Müller", "payerRelated"],
	["Köhler", "payerOther"],
	["", "payerUnnamed"],
])("%s pays for Max Müller without a letter read", (payer, finding) => {
	const index = new OrderIndex();
	index.upsert({ id: "1", shop: "s", number: "1", name: "Max Müller", amount: { minor: 1, currency: "EUR" } });
	const read = readPosting(postingOf(payer, ""), false).payer;
	expect(compareHashed(read, index.plainName(0) ?? [])?.finding).toBe(finding);
});

function postingOf(payer: string, remittance: string) {
	return {
		id: "p",
		account: "DE02120300000000202051",
		bookingDate: "2026-11-05",
		amount: { minor: 1, currency: "EUR" },
		counterparty: { name: payer },
		remittance,
	};
}
