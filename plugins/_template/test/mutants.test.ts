import { CHECKS, failures, titleOf } from "@kontor/conformance";
import { describe, expect, it } from "vitest";
import { MUTANTS } from "./mutants.ts";
import { buildRig } from "./rig.ts";

describe("the suite catches a connector in which", () => {
	for (const { mistake, caughtBy, because, mutation } of MUTANTS) {
		it(mistake, async () => {
			expect(CHECKS.map(titleOf), "the check exists").toContain(caughtBy);
			const build = async () => {
				const rig = await buildRig();
				return { ...rig, connector: { ...rig.connector, ...mutation(rig.connector, rig) } };
			};
			const found = await failures(build, (title) => title === caughtBy);
			expect(found).toEqual([{ title: caughtBy, reason: expect.stringContaining(because) }]);
		});
	}
});
