import { expect, test } from "vitest";
import { caseOf } from "./fuzz/cases.ts";
import { judged } from "./fuzz/judged.ts";
import { wholeFiles } from "./fuzz/whole-files.ts";

const SECONDS = 4;
/** `pnpm fuzz:statements` takes others, and larger fields. */
const SEED = 1;
const LIMITS = { field: 50_000 };

test("what is damaged here can be read when it is whole", async () => {
	for (const { name, bytes } of wholeFiles()) {
		const { statements, faults, complaint } = await judged({ bytes, pieceSize: 64 * 1024, weight: bytes.length });
		expect({ name, faults, complaint, some: statements > 0 }).toEqual({
			name,
			faults: 0,
			complaint: undefined,
			some: true,
		});
	}
});

test(
	"a damaged file of any format is read or refused: never thrown on, never slow, and what is delivered is whole",
	async () => {
		const end = performance.now() + SECONDS * 1000;
		let faults = 0;
		let statements = 0;
		for (let number = 0; performance.now() < end; number++) {
			const outcome = await judged(caseOf(SEED, number, LIMITS));
			expect({ case: `${SEED}:${number}`, complaint: outcome.complaint }).toEqual({
				case: `${SEED}:${number}`,
				complaint: undefined,
			});
			faults += outcome.faults;
			statements += outcome.statements;
		}
		// Neither does all damage go unseen, nor is everything refused.
		expect(Math.min(faults, statements)).toBeGreaterThan(0);
	},
	SECONDS * 10_000,
);
