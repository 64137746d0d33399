import type * as z from "zod";
import type { Manifest } from "./manifest.ts";
import type { Scope } from "./mapping.ts";
import type { PlatformOrder, Standing } from "./status-request.ts";

export type LogFields = Readonly<Record<string, string | number | boolean>>;

/**
 * What the operator registered with the platform once for all shops, where the manifest asks for it (`Manifest.app`). A
 * handler of such a plugin is not called where the operator has not set it up.
 */
type App<M extends Manifest> = [Manifest] extends [M]
	? { readonly app?: Readonly<Record<string, unknown>> | undefined }
	: M extends { readonly app: infer A extends z.ZodObject }
		? { readonly app: z.infer<A> }
		: { readonly app?: undefined };

/** Everything a handler gets. There is nothing else: no globals, no environment, no disk. */
export type Context<M extends Manifest = Manifest> = OfShop<M> & App<M>;

interface OfShop<M extends Manifest> {
	readonly config: z.infer<M["config"]>;
	readonly secrets: z.infer<M["secrets"]>;
	readonly scope: Scope;
	/** `fetch` with the host's limits: rate, timeout, size, no redirects, no private addresses unless allowed. */
	readonly http: typeof fetch;
	/** Where the shop reaches us, and the keys it may sign with, newest first. Null behind NAT: only pulls then. */
	readonly webhook: { readonly url: string; readonly keys: readonly string[] } | null;
	/** Where the browser finds this connection's embedded page; left out where there is none. */
	readonly page?: string | undefined;
	/** How far this connection's status requests are, by subject; one that never had any is left out of the answer. */
	readonly standing?: ((subjects: readonly string[]) => Promise<readonly Standing[]>) | undefined;
	/** Which of some platforms' orders Kontor holds as paid, in their order: a posting may name the platform's order only. */
	readonly paidAtPlatform?: ((orders: readonly PlatformOrder[]) => Promise<readonly boolean[]>) | undefined;
	/** Event name and plain fields. Secrets are redacted by the host, personal data is not put in. */
	readonly log: (event: string, fields?: LogFields) => void;
	/** Aborted before the lease ends and at shutdown: pass it to every call. */
	readonly signal: AbortSignal;
	readonly now: () => Date;
}

/** What a call of the consent page is handled with: null where the merchant has not consented yet. */
export type ConnectContext<M extends Manifest = Manifest> = Omit<Context<M>, "secrets"> & {
	readonly secrets: Context<M>["secrets"] | null;
};

/** What a route is handled with that the platform itself calls: it is not known yet which connection it is about. */
export type RouteContext<M extends Manifest = Manifest> = Pick<OfShop<M>, "http" | "log" | "signal" | "now"> &
	App<M> & {
		/** Where the plugin's routes begin: "https://host.example/routes/shopify". */
		readonly url: string;
		/** What an installation brought that began in this shop and that no merchant has claimed yet; null where there is none. */
		readonly unclaimed: (identity: string) => Promise<Unclaimed<M> | null>;
	};

export interface Unclaimed<M extends Manifest = Manifest> {
	readonly config: z.infer<M["config"]>;
	readonly secrets: z.infer<M["secrets"]>;
}
