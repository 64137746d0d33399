import { secretForms } from "@kontor/host";
import { CHECKS } from "./all-checks.ts";
import { openBench } from "./bench.ts";
import { assertNoSecret } from "./canaries.ts";
import { type Check, titleOf } from "./check.ts";
import type { BuildRig, Rig } from "./rig.ts";

/** How a check ended; `skipped` says why it does not apply. */
export type CheckResult = { readonly skipped: string } | { readonly skipped?: never };

/**
 * Runs one check on a fresh shop, and then looks for the shop's secrets in everything the connector said meanwhile.
 * @throws what the check found.
 */
export async function runCheck(check: Check, build: BuildRig): Promise<CheckResult> {
	const rig = await build();
	try {
		const skipped = check.skip?.(rig) ?? null;
		if (skipped !== null) return { skipped };
		const bench = openBench(rig);
		await check.run(bench);
		assertNoSecret(bench.evidence, secretForms([rig.secrets, hidden(rig), bench.webhookKeys]));
		return {};
	} finally {
		await rig.close();
	}
}

/** Of the operator's app: its client id is public, it stands in the address of the consent page. */
function hidden({ app = {} }: Rig): unknown {
	return Object.entries(app).flatMap(([field, value]) => (/id$/i.test(field) ? [] : [value]));
}

export interface Failure {
	readonly title: string;
	/** What the check found, in its own words. */
	readonly reason: string;
}

/** The checks that a connector fails: what a test of the suite itself asks. */
export async function failures(build: BuildRig, about: (title: string) => boolean = () => true): Promise<Failure[]> {
	const failed: Failure[] = [];
	for (const check of CHECKS.filter((one) => about(titleOf(one)))) {
		await runCheck(check, build).catch((error: unknown) => {
			failed.push({ title: titleOf(check), reason: error instanceof Error ? error.message : String(error) });
		});
	}
	return failed;
}
