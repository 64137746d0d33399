import fc from "fast-check";
import { expect, test } from "vitest";
import { OrderIndex } from "../src/index-orders.ts";
import { referenceForm } from "../src/references.ts";

const piece = fc.oneof(fc.constantFrom("AU", "-", "/", " ", "0", "00", "2026", "K7X"), fc.nat(99_999).map(String));
const number = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(""));
const key = fc.oneof(
	number,
	fc.nat(999_999_999).map(String),
	fc.nat(999).map((digits) => String(digits).padStart(5, "0")),
);

const indexOf = (given: string, invoiceNumber: string | undefined) => {
	const index = new OrderIndex();
	index.upsert({ id: "1", shop: "s", number: given, invoiceNumber, amount: { minor: 1, currency: "EUR" } });
	return index;
};

test("what is kept of numbers makes up all of their digits", () => {
	const written = new Uint8Array(12);
	fc.assert(
		fc.property(number, fc.option(number, { nil: undefined }), (given, invoiceNumber) => {
			const view = indexOf(given, invoiceNumber).view(0);
			for (const [i, form] of (view.forms ?? []).entries()) {
				form.write(view.digits(i), written);
				const digits = String.fromCharCode(...written.subarray(0, form.length));
				const { mixed, end } = view.references[i] ?? {};
				expect({ digits, mixed, end: end?.length ?? 0 }).toEqual({
					digits: view.references[i]?.digits,
					mixed: null,
					end: form.end,
				});
				expect(indexOf(given, invoiceNumber).view(0).reference(i)).toEqual(view.references[i]);
			}
			if (view.forms !== null) expect(view.forms).toHaveLength(view.references.length);
		}),
	);
});

test("no number that a text stands for is left out without being read", () => {
	fc.assert(
		fc.property(number, fc.option(number, { nil: undefined }), key, (given, invoiceNumber, text) => {
			const meant = indexOf(given, invoiceNumber)
				.view(0)
				.references.filter((reference) => referenceForm(reference, text) !== null);
			const like = indexOf(given, invoiceNumber).view(0).referencesLike(text);
			expect(like).toEqual(expect.arrayContaining(meant));
		}),
		{ numRuns: 2_000 },
	);
});

test("an order's first name is the same whether its words are read or not", () => {
	const name = fc.constantFrom("Max Müller", "M.", "GmbH", "Anna Anna", "Köhler", "");
	const names = fc.record({ name, company: name, additionalNames: fc.array(name, { maxLength: 2 }) });
	fc.assert(
		fc.property(names, (given) => {
			const index = new OrderIndex();
			index.upsert({ id: "1", shop: "s", number: "1", amount: { minor: 1, currency: "EUR" }, ...given });
			const { firstName } = index.view(0);
			const [first] = index.view(0).names;
			expect([firstName?.field, firstName?.raw]).toEqual([first?.field, first?.raw]);
		}),
	);
});
