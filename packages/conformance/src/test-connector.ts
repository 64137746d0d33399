import { describe, it } from "vitest";
import { CHECKS } from "./all-checks.ts";
import type { BuildRig } from "./rig.ts";
import { runCheck } from "./run-check.ts";

/** A check with every fault and every request takes its time where the shop's fake is slow. */
const PATIENCE_MS = 20_000;

/** Registers every check with vitest, each on a fresh shop: a plugin's whole `conformance.test.ts`. */
export function testConnector(build: BuildRig): void {
	for (const group of new Set(CHECKS.map((check) => check.group))) {
		describe(group, () => {
			for (const check of CHECKS.filter((one) => one.group === group)) {
				it(check.name, { timeout: PATIENCE_MS }, async ({ skip }) => {
					const { skipped } = await runCheck(check, build);
					if (skipped !== undefined) skip(skipped);
				});
			}
		});
	}
}
