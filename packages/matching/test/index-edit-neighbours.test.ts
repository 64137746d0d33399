import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "../src/edit-distance.ts";
import { neighbourHashes } from "../src/index/edit-neighbours.ts";
import { hashText } from "../src/index/hash.ts";
import { OrderIndex } from "../src/index-orders.ts";

const digits = fc.stringMatching(/^\d{1,12}$/);

/** Every text one edit away, built the slow way. */
function neighbours(number: string): Set<string> {
	const found = new Set<string>();
	for (let i = 0; i <= number.length; i++) {
		const [head, tail] = [number.slice(0, i), number.slice(i)];
		for (const digit of "0123456789") {
			found.add(head + digit + tail);
			if (tail !== "") found.add(head + digit + tail.slice(1));
		}
		if (tail !== "") found.add(head + tail.slice(1));
		if (tail.length > 1) found.add(head + tail.slice(1, 2) + tail.slice(0, 1) + tail.slice(2));
	}
	found.delete(number);
	found.delete("");
	return found;
}

test("the hashes of a number's neighbours are those of their texts", () => {
	fc.assert(
		fc.property(digits, (number) => {
			const expected = [...neighbours(number)].map(hashText);
			expect(new Set(neighbourHashes(number))).toEqual(new Set(expected));
		}),
	);
});

test("an order is found by a number with one error in typing, and not by one with two", () => {
	const index = new OrderIndex();
	index.upsert({ id: "a", shop: "one", number: "AU-482913", amount: { minor: 1, currency: "EUR" } });
	fc.assert(
		fc.property(
			fc.stringMatching(/^\d{5,7}$/),
			fc.constantFrom("482913", "482931", "48291", "4829133", "182913"),
			(a, b) => {
				for (const number of [a, b]) {
					const near = editDistance(number, "482913", 1);
					expect(index.editNeighbours(number)).toEqual(near !== null && near > 0 ? [0] : []);
				}
			},
		),
	);
});
