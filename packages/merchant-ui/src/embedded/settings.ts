import * as z from "zod";

/** What the hub wrote into the page: where it is shown, and whom to ask. */
const PageSettings = z.object({
	/** Null: a link of the merchant's opened it, in no admin. */
	plugin: z.string().nullable(),
	/** Null: the platform has one address for all of its shops. */
	connection: z.string().nullable(),
	/** Where what the shop signed is exchanged for a session; null where no host can be reached, or need not. */
	exchange: z.url().nullable(),
});
export type PageSettings = z.infer<typeof PageSettings>;

export function pageSettings(): PageSettings {
	const content = document.querySelector('meta[name="kontor:page"]')?.getAttribute("content") ?? "";
	return PageSettings.parse(JSON.parse(content));
}
