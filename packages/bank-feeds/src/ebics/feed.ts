import * as z from "zod";
import type { Feed, FilePayload } from "../feed.ts";
import { EbicsConfig } from "./config.ts";

/**
 * EBICS 3.0 (H005) with keys of our own. The keys exist in the access's memory only and are made by the first `setUp`.
 * The bank delivers the statements of all accounts of the subscriber at once, so `fetch` of any of them gives those of all.
 * XML signatures and PDF are loaded when the first access is used: a hub starts without them.
 */
export const ebicsFeed: Feed<EbicsConfig, Record<string, never>, FilePayload> = {
	manifest: {
		id: "ebics",
		title: { de: "EBICS (Firmenkundenzugang der Bank)", en: "EBICS (the bank's access for companies)" },
		config: EbicsConfig,
		secrets: z.object({}).strict() as z.ZodType<Record<string, never>>,
		fetchesPerDay: 24,
		deliversFiles: true,
	},
	setUp: async (context) => (await import("./set-up.ts")).setUp(context),
	async *fetch(context, _account, since) {
		const { fetchStatements } = await import("./fetch-statements.ts");
		yield* fetchStatements(context, since);
	},
};
