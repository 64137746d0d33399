import { describe, expect, it } from "vitest";
import { type CollectionCase, handover, zipOf } from "../../src/index.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const address = { name: "X", street: "Heidestraße 17", postcode: "51147", city: "Köln", country: "DE" };
const full: CollectionCase = {
	id: "C-1",
	handedOverAt: "2026-11-22T08:00:00Z",
	creditor: {
		name: "Beispiel-Shop GmbH",
		address,
		iban: "DE89370400440532013000",
		accountHolder: "Beispiel-Shop GmbH",
		deductsInputTax: true,
	},
	debtor: { name: "Erika Mustermann", address, addressSource: { kind: "debtor" }, language: "de" },
	contract: {
		object: "Kaufvertrag über ein Fahrrad",
		day: "2026-08-01",
		shop: "Beispiel-Shop",
		orderNumber: "10815",
		invoice: { number: "RE-1", day: "2026-08-02", dueDay: "2026-08-16" },
	},
	principal: eur(119_900),
	payments: [{ day: "2026-09-01", amount: eur(20_000) }],
	inDefault: { since: "2026-09-15", ground: "Mahnung vom 01.09.2026, zugegangen per E-Mail" },
	interest: { amount: eur(1_163), percent: "6.27", from: "2026-09-15", to: "2026-11-22", on: eur(99_900) },
	costs: [{ kind: "reminderFee", amount: eur(100), reason: "Porto und Druck der Mahnung vom 01.10.2026" }],
	reminders: [{ level: 1, day: "2026-09-01", channel: "email" }],
	documents: [
		{
			kind: "invoice",
			filename: "Rechnung RE/1.pdf",
			contentType: "application/pdf",
			bytes: new TextEncoder().encode("%PDF-1.7"),
		},
	],
};
const missing = (claim: Partial<CollectionCase>) => handover({ ...full, ...claim }).missing.map(({ field }) => field);

describe("a handover to debt collection", () => {
	it("has the claim to the cent and lists its documents", () => {
		const made = handover(full);
		expect(made).toMatchObject({ openPrincipal: eur(99_900), total: eur(101_163), missing: [] });
		expect(made.files.map(({ name }) => name)).toEqual(["case.json", "01-Rechnung_RE_1.pdf"]);
		const record = JSON.parse(new TextDecoder().decode(made.files[0]?.bytes));
		expect(record).toMatchObject({
			format: "kontor-collection/1",
			id: "C-1",
			total: eur(101_163),
			totalText: "1011.63 EUR",
			missing: [],
			contract: { object: "Kaufvertrag über ein Fahrrad" },
		});
		expect(record.documents).toEqual([
			{
				name: "01-Rechnung_RE_1.pdf",
				kind: "invoice",
				contentType: "application/pdf",
				size: 8,
				sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
			},
		]);
		expect(handover(full).files[0]?.bytes).toEqual(made.files[0]?.bytes);
	});

	it("says what a first letter to a private person must name and is not known (§ 13a RDG)", () => {
		const { creditor, debtor, contract } = full;
		expect(missing({ contract: { ...contract, object: undefined, day: undefined } })).toEqual([
			"contract.object",
			"contract.day",
		]);
		expect(missing({ inDefault: undefined })).toEqual(["inDefault"]);
		expect(missing({ interest: { amount: eur(1) } })).toEqual([
			"interest.percent",
			"interest.from",
			"interest.to",
			"interest.on",
		]);
		expect(missing({ interest: undefined })).toEqual([]);
		expect(missing({ costs: [{ kind: "other", amount: eur(1) }] })).toEqual(["costs[0].reason"]);
		expect(missing({ creditor: { ...creditor, deductsInputTax: undefined } })).toEqual(["creditor.deductsInputTax"]);
		expect(missing({ creditor: { ...creditor, deductsInputTax: false } })).toEqual([]);
		expect(missing({ debtor: { ...debtor, addressSource: undefined } })).toEqual(["debtor.addressSource"]);
		expect(missing({ debtor: { ...debtor, address: { city: "Köln" } } })).toEqual([
			"debtor.address.street",
			"debtor.address.postcode",
		]);
	});

	it("asks less about a business", () => {
		expect(
			missing({
				debtor: { ...full.debtor, isBusiness: true, addressSource: undefined },
				contract: { shop: "S", orderNumber: "1" },
			}),
		).toEqual([]);
	});

	it("cannot leave the archive by a document's name", () => {
		const [document] = full.documents;
		if (document === undefined) throw new Error("no document");
		const names = handover({
			...full,
			documents: [{ ...document, filename: "../../etc/passwd" }, document, document],
		}).files.map(({ name }) => name);
		expect(names).toEqual(["case.json", "01-.._.._etc_passwd", "02-Rechnung_RE_1.pdf", "03-Rechnung_RE_1.pdf"]);
	});
});

describe("a ZIP", () => {
	it("holds the files with their names and checksums", async () => {
		const files = [...handover(full).files, { name: "Größe.txt", bytes: new TextEncoder().encode("123456789") }];
		const zip = Buffer.from(zipOf(files));
		let at = 0;
		for (const { name, bytes } of files) {
			expect(zip.readUInt32LE(at)).toBe(0x04034b50);
			const [size, nameLength] = [zip.readUInt32LE(at + 22), zip.readUInt16LE(at + 26)];
			expect(zip.subarray(at + 30, at + 30 + nameLength).toString()).toBe(name);
			at += 30 + nameLength;
			expect(zip.subarray(at, at + size).equals(Buffer.from(bytes))).toBe(true);
			at += size;
		}
		expect(zip.readUInt32LE(at)).toBe(0x02014b50);
		expect(zip.readUInt32LE(zip.length - 22 + 16)).toBe(at);
		// The checksum of "123456789" by the CRC-32 of ISO 3309.
		expect(zip.includes(Buffer.from([0x26, 0x39, 0xf4, 0xcb]))).toBe(true);
	});
});
