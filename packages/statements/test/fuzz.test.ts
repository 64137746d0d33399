import fc from "fast-check";
import { expect, test } from "vitest";
import { fixture, readAll } from "./reading.ts";

const FILES = ["sparkasse.sta", "commerzbank-return.sta", "camt053-v8.xml"].map(fixture);

/** One thing that happens to files: a byte changed, a stretch lost, doubled or blown up. */
const damage = fc.record({
	at: fc.double({ min: 0, max: 1, noNaN: true }),
	length: fc.integer({ min: 1, max: 400 }),
	kind: fc.constantFrom("change", "drop", "double", "swell", "insert"),
	byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from(":<>&-\n\r?/\"'[]{}"))),
});

function damaged(
	file: Uint8Array,
	{ at, length, kind, byte }: typeof damage extends fc.Arbitrary<infer D> ? D : never,
) {
	const from = Math.floor(at * file.length);
	const [before, hit, after] = [
		file.subarray(0, from),
		file.subarray(from, from + length),
		file.subarray(from + length),
	];
	switch (kind) {
		case "change":
			return Buffer.concat([before, Buffer.of(byte), file.subarray(from + 1)]);
		case "drop":
			return Buffer.concat([before, after]);
		case "double":
			return Buffer.concat([before, hit, hit, after]);
		case "insert":
			return Buffer.concat([before, Buffer.of(byte), file.subarray(from)]);
		default:
			return Buffer.concat([before, Buffer.alloc(length * 500, byte), after]);
	}
}

test("a damaged file is read or refused, never thrown on, and what is delivered is whole", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...FILES),
			fc.array(damage, { minLength: 1, maxLength: 6 }),
			async (file, hits) => {
				const { statements, faults } = await readAll(hits.reduce<Uint8Array>(damaged, file));
				expect(statements.length + faults.length).toBeGreaterThan(0);
				for (const { entries } of statements) {
					for (const entry of entries) {
						expect(entry.amount.minor).toSatisfy(Number.isSafeInteger);
						expect(entry.bookingDay).toMatch(/^\d{4}-\d{2}-\d{2}$/);
					}
				}
				for (const { message, position } of faults) {
					expect(message.de).not.toBe("");
					expect(position.line).toBeGreaterThan(0);
				}
			},
		),
		{ numRuns: 400, interruptAfterTimeLimit: 8000 },
	);
}, 20_000);

test("any bytes at all give at least one fault or statement", async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (file) => {
			const { statements, faults } = await readAll(file);
			expect(statements.length + faults.length).toBeGreaterThan(0);
		}),
		{ numRuns: 200 },
	);
});
