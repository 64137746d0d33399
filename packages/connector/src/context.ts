import type * as z from "zod";
import type { Manifest } from "./manifest.ts";
import type { Scope } from "./mapping.ts";

export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Everything a handler gets. There is nothing else: no globals, no environment, no disk. */
export interface Context<M extends Manifest = Manifest> {
	readonly config: z.infer<M["config"]>;
	readonly secrets: z.infer<M["secrets"]>;
	readonly scope: Scope;
	/** `fetch` with the host's limits: rate, timeout, size, no redirects, no private addresses unless allowed. */
	readonly http: typeof fetch;
	/** Where the shop reaches us, and the keys it may sign with, newest first. Null behind NAT: only pulls then. */
	readonly webhook: { readonly url: string; readonly keys: readonly string[] } | null;
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
