import type { Feed } from "../feed.ts";
import type { FintsOptions } from "./access.ts";
import { BANKS } from "./banks.ts";
import { type FintsConfig, type FintsSecrets, manifest } from "./manifest.ts";

/**
 * Bank data over FinTS 3.0. Accesses share nothing: any number of them may be in use at once. lib-fints is loaded when the
 * first one is used.
 */
export function fintsFeed(options: FintsOptions): Feed<FintsConfig, FintsSecrets> {
	return {
		manifest,
		setUp: async (context) => (await import("./use-access.ts")).setUp(context, options),
		banks: async (_, country) =>
			country === "DE" ? BANKS.map(({ code, bic, name }) => ({ id: code, bic, name })) : [],
		async *fetch(context, account, since) {
			const { fetchStatements } = await import("./use-access.ts");
			yield* fetchStatements(context, options, account, since);
		},
	};
}
