import type { Instant } from "./time.ts";

/** The page that a shop's admin shows in a frame of its own (PRODUCT A6). */
export interface EmbeddedPage {
	/**
	 * Who may frame it: addresses, of which the origin counts. `{field}` stands for what the connection's configuration has
	 * there: "{url}", "https://{shop}".
	 */
	readonly ancestors: readonly string[];
	/**
	 * Where the platform opens one address for all of its shops: the query's parameter that names the shop, and the field of
	 * the configuration that has the same value. Left out: each connection has an address of its own.
	 */
	readonly opensWith?: { readonly parameter: string; readonly field: string };
	/** Where the platform demands a script of its own in its frames. */
	readonly script?: {
		readonly src: string;
		/** Meta elements that it reads, by name; `{field}` stands for what the operator registered there (`Manifest.app`). */
		readonly meta: Readonly<Record<string, string>>;
	};
}

/** A text of the above with its fields filled in; what is no text, or is not there, leaves nothing. */
export function filledIn(template: string, values: Readonly<Record<string, unknown>>): string {
	return template.replace(/\{(\w+)\}/g, (_, field: string) => {
		const value = values[field];
		return typeof value === "string" ? value : "";
	});
}

/** The language that the page is shown in. */
export type PageLanguage = "de" | "en";

/** What the shop's admin opened the page with, looked at. */
export type EmbedResult =
	| {
			readonly ok: true;
			/**
			 * Tells this signed request from every other, however it is spelt: it is good once. From what is signed, or the
			 * signature in one form.
			 */
			readonly once: string;
			/** From then on the plugin itself finds the request too old: until then `once` is remembered. */
			readonly validUntil: Instant;
			/** Of the person who looks at it; null where the request does not say. */
			readonly language: PageLanguage | null;
			/** Who that is, as the shop names him, for histories; null where the request does not say. */
			readonly person: string | null;
	  }
	| { readonly ok: false; readonly reason: EmbedRefusal };

/** `expired` also where the shop's clock is wrong; `otherShop`: signed rightly, by or for another shop than this connection's. */
export type EmbedRefusal = "forged" | "expired" | "otherShop";

/** "de-DE", "de_AT" and "de" are German; any other language is shown as English. */
export function pageLanguage(tag: string | null | undefined): PageLanguage | null {
	if (tag === null || tag === undefined || tag === "") return null;
	return /^de\b|^de_/i.test(tag) ? "de" : "en";
}

/**
 * The shop's admin around the page, as the page deals with it in the browser. A plugin that has more to do than to pass the
 * query on exports `openFrame(): Promise<AdminFrame>` from its `src/app/frame.ts`.
 */
export interface AdminFrame {
	/** What the shop signed: the query of the page's address as it is, and headers for a platform that gives tokens. */
	proof(): Promise<{ readonly query: string; readonly headers: Readonly<Record<string, string>> }>;
	/** Whether `proof` gives a new one at any time. Else it is good once, and the merchant opens the page again. */
	readonly renews: boolean;
	/** False: a frame that nobody sees, in which the page only tells what there is to tell. */
	readonly visible: boolean;
	/** The route of the plugin that takes up an installation which began in this shop; left out: there is none. */
	readonly install?: string;
	/** Tells it in the admin's own way. Left out: the page's own words are enough. */
	readonly notify?: (notice: FrameNotice) => Promise<void>;
}

export interface FrameNotice {
	readonly kind: "success" | "warning";
	readonly title: string;
	readonly text: string;
}
