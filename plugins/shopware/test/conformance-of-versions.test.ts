import { CHECKS, runCheck, titleOf } from "@kontor/conformance";
import { describe, it } from "vitest";
import { rigOf } from "./rig.ts";

/** What differs from version to version is how an order is read and which transitions there are; the rest is run with 6.6. */
const DIFFERING =
	/^(connecting|orders|commands: (mark-paid|mark-partially-paid|revoke-payment|set-status|push-shipment)): /;

describe.each(["6.5", "6.7"] as const)("Shopware %s", (line) => {
	for (const check of CHECKS.filter((one) => DIFFERING.test(titleOf(one)))) {
		it(titleOf(check), async ({ skip }) => {
			const { skipped } = await runCheck(check, rigOf(line));
			if (skipped !== undefined) skip(skipped);
		});
	}
});
