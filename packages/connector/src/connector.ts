import type * as z from "zod";
import type { Command, CommandKind, CommandOf, Outcome } from "./command.ts";
import type { ConnectContext, Context, RouteContext } from "./context.ts";
import type { EmbedResult } from "./embed.ts";
import type { Manifest } from "./manifest.ts";
import type { Mapping } from "./mapping.ts";
import type { Order, OrderRef } from "./order.ts";
import type { PayoutAnswer, PayoutQuestion } from "./payout.ts";
import type { RouteAnswer, ShopNotice } from "./shop-notice.ts";
import type { StatusPage } from "./status-request.ts";
import type { Text } from "./text.ts";
import type { Instant } from "./time.ts";

/** Opaque to host and hub, JSON, small, without secrets. Stored in the transaction that stores the page's orders. */
export type Cursor = Readonly<Record<string, string | number | boolean>>;

export interface Page {
	readonly orders: readonly Order[];
	readonly cursor: Cursor;
}

/** A page of the complete list. Only a list whose last page says `end` is complete (PRODUCT B4, M11). */
export interface ListPage {
	readonly orders: readonly Order[];
	readonly end: boolean;
}

export type CheckResult =
	| {
			readonly ok: true;
			/** What makes this shop this shop: WooCommerce site URL, Shopware shop id and URL, Shopify gid. */
			readonly identity: string;
			/** The shop's clock (HTTP Date): T of the first connection. */
			readonly shopClock: Instant;
	  }
	| {
			readonly ok: false;
			/** Key in config or secrets; null where none is at fault (shop unreachable). */
			readonly field: string | null;
			readonly forMerchant: Text;
	  };

/** The shop's own payment methods and statuses, for the mapping (PRODUCT A3). */
export interface Description {
	readonly paymentMethods: readonly { readonly id: string; readonly title: string; readonly active: boolean }[];
	readonly statuses: Readonly<Record<string, readonly { readonly id: string; readonly title: string }[]>>;
	/**
	 * Where the mapping starts, as only this shop can tell: for platforms whose ids differ from shop to shop. Goes before the
	 * manifest's defaults. Left out: those fit every shop.
	 */
	readonly suggested?: Mapping | undefined;
}

export interface Document {
	readonly contentType: "application/pdf";
	readonly bytes: Uint8Array;
}

/** A request as it came in. The body is the raw bytes: signatures cover them. */
export interface RawRequest {
	readonly method: string;
	/** Path and query exactly as received. */
	readonly url: string;
	readonly headers: Headers;
	readonly body: Uint8Array;
}

export interface RawResponse {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
}

/** What a webhook brought: orders in full, and refs the host has to read. Empty for a ping. */
export interface Delivery {
	readonly orders: readonly Order[];
	readonly changed: readonly OrderRef[];
	/** What the shop says about itself or its customers. Left out: nothing. */
	readonly notices?: readonly ShopNotice[];
}

/** What `watchWebhooks` found and did; each problem is shown to the merchant. */
export interface WebhookState {
	readonly state: "working" | "created" | "replaced";
	readonly problems: readonly { readonly code: string; readonly forMerchant: Text }[];
}

export type ConnectResult =
	| {
			readonly ok: true;
			readonly nonce: string;
			readonly secrets: Readonly<Record<string, string | number>>;
			readonly response: RawResponse;
	  }
	/**
	 * A call between the first and the last of a handshake, or of a shop that is connected and proved it with the present
	 * secrets. Those given replace them; null: nothing is to be stored.
	 */
	| {
			readonly ok: true;
			readonly nonce: null;
			readonly secrets: Readonly<Record<string, string | number>> | null;
			readonly response: RawResponse;
	  }
	| { readonly ok: false; readonly reason: string; readonly response: RawResponse };

type Handlers<M extends Manifest> = {
	readonly [K in M["capabilities"]["commands"][number]]: (ctx: Context<M>, command: CommandOf<K>) => Promise<Outcome>;
};

type Webhooks<M extends Manifest> = M["capabilities"]["webhooks"] extends false
	? { readonly receive?: never; readonly watchWebhooks?: never }
	: {
			/**
			 * Authenticates the raw bytes first; there is no default that accepts.
			 * @throws ConnectorError `bad-config` for a bad or outdated signature: the host answers 401.
			 */
			receive(ctx: Context<M>, raw: RawRequest): Promise<Delivery>;
			/** Sees that the shop's webhooks exist, point here, are switched on and signed with the newest key. */
			watchWebhooks(ctx: Context<M>): Promise<WebhookState>;
		};

type Documents<M extends Manifest> = M["capabilities"]["documents"] extends true
	? { document(ctx: Context<M>, ref: OrderRef, documentRef: string): Promise<Document | null> }
	: { readonly document?: never };

type Connect<M extends Manifest> = M["capabilities"]["connect"] extends true
	? {
			readonly connect: {
				/** The address of the shop's consent page. `nonce` is one-time and comes back to `complete`. */
				begin(
					ctx: Omit<Context<M>, "secrets">,
					callback: { url: string; returnUrl: string; nonce: string },
				): Promise<{ redirect: string }>;
				/**
				 * Reads the shop's call. Trusts nothing in it but what the nonce binds, which the hub redeems once, or what the
				 * present secrets sign. `callback` is the address the shop called, as `begin` was given it.
				 */
				complete(ctx: ConnectContext<M>, raw: RawRequest, callback: { url: string }): Promise<ConnectResult>;
			};
		}
	: { readonly connect?: never };

type Embed<M extends Manifest> = M["capabilities"] extends { readonly embedded: object }
	? {
			/**
			 * The shop's admin opened the page in its frame: who signed that? `raw` has the query as the admin sent it, or the
			 * platform's token in `Authorization`. There is no default that accepts.
			 */
			embed(ctx: ConnectContext<M>, raw: RawRequest): Promise<EmbedResult>;
		}
	: { readonly embed?: never };

/** Secrets that replace the present ones, and when to ask again at the latest. */
export interface RefreshedSecrets {
	readonly secrets: Readonly<Record<string, unknown>>;
	readonly refreshBefore: Instant;
}

type Refresh<M extends Manifest> = M["capabilities"]["refreshesSecrets"] extends true
	? { refreshSecrets(ctx: Context<M>): Promise<RefreshedSecrets> }
	: { readonly refreshSecrets?: never };

type Routes<M extends Manifest> = [M["capabilities"]["routes"][number]] extends [never]
	? { readonly routes?: never }
	: {
			readonly routes: {
				readonly [R in M["capabilities"]["routes"][number]]: (
					raw: RawRequest,
					ctx: RouteContext<M>,
				) => Promise<RouteAnswer>;
			};
		};

type Find<M extends Manifest> = M["capabilities"] extends { readonly findsOrders: true }
	? {
			/**
			 * The shop's orders that have this number, whatever their status, age or payment method: several where the shop has
			 * several, none where it has none. The number is compared as a whole, and `ref` is no number: another order may have
			 * it for one.
			 */
			find(ctx: Context<M>, number: string): Promise<readonly Order[]>;
		}
	: { readonly find?: never };

type StatusRequests<M extends Manifest> = M["capabilities"] extends { readonly statusRequests: true }
	? {
			/** What platforms are to be told now, by the merchant's rules. Asked after each pull, and when a request was settled. */
			statusRequests(ctx: Context<M>): AsyncIterable<StatusPage>;
		}
	: { readonly statusRequests?: never };

type Payouts<M extends Manifest> = M["capabilities"] extends { readonly payouts: true }
	? {
			/**
			 * What of a posting belongs to which order, by the platform's own books. Looks at the posting's words first: the platform is
			 * asked only about what may be its own. Only reads.
			 */
			payout(ctx: Context<M>, question: PayoutQuestion): Promise<PayoutAnswer>;
		}
	: { readonly payout?: never };

type Requests<M extends Manifest> = [keyof M["capabilities"]["requests"]] extends [never]
	? { readonly requests?: never }
	: {
			readonly requests: {
				readonly [R in keyof M["capabilities"]["requests"]]: (
					ctx: Context<M>,
					input: z.infer<M["capabilities"]["requests"][R]["input"]>,
				) => Promise<z.infer<M["capabilities"]["requests"][R]["output"]>>;
			};
		};

/** What a plugin implements, typed from what its manifest declares. */
export type Parts<M extends Manifest> = {
	/** A cheap call with the given credentials. Names the field at fault, in plain words (PRODUCT A2). */
	check(ctx: Context<M>): Promise<CheckResult>;
	describe(ctx: Context<M>): Promise<Description>;
	/**
	 * Everything changed since `since`, oldest first; null: every order the shop holds as open. Pages may repeat orders
	 * (overlapping windows), never lose one, also when orders change while paging.
	 */
	pull(ctx: Context<M>, since: Cursor | null): AsyncIterable<Page>;
	/** Every open order in full, whatever changed when: the complete list of the comparison (PRODUCT B4). */
	listOpen(ctx: Context<M>): AsyncIterable<ListPage>;
	/** The truth about one order, now; null where the shop does not have it. Also settles unknown outcomes. */
	read(ctx: Context<M>, ref: OrderRef): Promise<Order | null>;
	/** Each handler reads, decides, writes, and reads back. */
	readonly commands: Handlers<M>;
} & Webhooks<M> &
	Documents<M> &
	Connect<M> &
	Embed<M> &
	Refresh<M> &
	Routes<M> &
	Find<M> &
	StatusRequests<M> &
	Payouts<M> &
	Requests<M>;

/** A connector once its manifest's types have done their duty: what host and conformance suite work with. */
export interface Connector {
	readonly manifest: Manifest;
	check(ctx: Context): Promise<CheckResult>;
	describe(ctx: Context): Promise<Description>;
	pull(ctx: Context, since: Cursor | null): AsyncIterable<Page>;
	listOpen(ctx: Context): AsyncIterable<ListPage>;
	read(ctx: Context, ref: OrderRef): Promise<Order | null>;
	execute(ctx: Context, command: Command): Promise<Outcome>;
	receive?(ctx: Context, raw: RawRequest): Promise<Delivery>;
	watchWebhooks?(ctx: Context): Promise<WebhookState>;
	document?(ctx: Context, ref: OrderRef, documentRef: string): Promise<Document | null>;
	readonly connect?: {
		begin(
			ctx: Omit<Context, "secrets">,
			callback: { url: string; returnUrl: string; nonce: string },
		): Promise<{ redirect: string }>;
		complete(ctx: ConnectContext, raw: RawRequest, callback: { url: string }): Promise<ConnectResult>;
	};
	embed?(ctx: ConnectContext, raw: RawRequest): Promise<EmbedResult>;
	refreshSecrets?(ctx: Context): Promise<RefreshedSecrets>;
	readonly routes?: Readonly<Record<string, (raw: RawRequest, ctx: RouteContext) => Promise<RouteAnswer>>>;
	readonly requests?: Readonly<Record<string, (ctx: Context, input: unknown) => Promise<unknown>>>;
	find?(ctx: Context, number: string): Promise<readonly Order[]>;
	statusRequests?(ctx: Context): AsyncIterable<StatusPage>;
	payout?(ctx: Context, question: PayoutQuestion): Promise<PayoutAnswer>;
	/** The commands implemented, for the suite's comparison with the manifest. */
	readonly implemented: readonly CommandKind[];
}
