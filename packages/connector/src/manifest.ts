import type * as z from "zod";
import type { Ability } from "./abilities.ts";
import type { CommandKind } from "./command.ts";
import type { EmbeddedPage } from "./embed.ts";
import type { Limits, LimitsByConfig } from "./limits.ts";
import type { PaymentCode, StatusMapping } from "./mapping.ts";
import type { Text } from "./text.ts";

/** The major of this contract: what it promises, and how long, is in VERSIONING.md. */
export const CONTRACT_MAJOR = 1;

/** A question of the plugin's own that the hub may pass on, with the schemas of question and answer. */
export interface RequestSchema {
	readonly input: z.ZodType;
	readonly output: z.ZodType;
}

/** What a connector is and can do: data only, read by types, tests, hub and documentation alike. */
export interface Manifest {
	/** Folder name, package suffix and wire name are all this: "woocommerce". */
	readonly id: string;
	readonly title: Text;
	readonly contract: typeof CONTRACT_MAJOR;
	/**
	 * Asked of the merchant; may reach his browser. Field titles by `.meta(titled({ de, en }))`.
	 * Keep to what JSON Schema can say: `transform` and `refine` get lost on the wire.
	 */
	readonly config: z.ZodObject;
	/** Secret by position: everything in here is encrypted at rest and never reaches a browser. */
	readonly secrets: z.ZodObject;
	/**
	 * What an operator registers with the platform once for all shops: client id, client secret. Secret by position, read by
	 * the host from its own configuration, never from the hub. Left out: there is no such thing.
	 */
	readonly app?: z.ZodObject;
	readonly capabilities: {
		/** Commands the shop carries out natively. The hub translates or drops the others. */
		readonly commands: readonly CommandKind[];
		/**
		 * The shop can call us when an order changes. `signedTime`: its signature covers a time, so "too old" exists.
		 * `provenBy: "address"`: it signs nothing that can be checked, only a token in the address proves the call. Nothing in
		 * such a body is believed: `receive` names what changed, and the shop is asked. Left out: a signature over the body.
		 */
		readonly webhooks: false | { readonly signedTime: boolean; readonly provenBy?: "address" };
		/** Invoice PDFs can be fetched. */
		readonly documents: boolean;
		/** The merchant can connect by a consent page of the shop instead of typing keys. */
		readonly connect: boolean;
		/** The shop's admin shows Kontor's page in a frame. Left out: it does not. */
		readonly embedded?: EmbeddedPage;
		/** Secrets expire by themselves and are renewed without the merchant (OAuth refresh tokens). */
		readonly refreshesSecrets: boolean;
		/** The platform itself calls the plugin (installation handshakes): names of the raw routes. */
		readonly routes: readonly string[];
		readonly requests: Readonly<Record<string, RequestSchema>>;
		/**
		 * An order is found by its number, also one that was never read: an ERP may have a status for it (PRODUCT J). Left out: such
		 * orders have to be told by hand.
		 */
		readonly findsOrders?: true;
		/** Its own rules say what platforms are to be told of their orders (PRODUCT J). Left out: it has none. */
		readonly statusRequests?: true;
		/**
		 * The platform collects for its sellers and pays out: it can say of a posting which orders it pays (PRODUCT D3). Left out:
		 * it cannot, and such postings are the merchant's to explain.
		 */
		readonly payouts?: true;
	};
	/**
	 * What the platform offers no way to do, each with the reason in a few English words. For the documentation: what stands
	 * neither here nor in `capabilities` counts as not built yet.
	 */
	readonly notOffered?: Readonly<Partial<Record<Ability, string>>>;
	/** Kept by the host for all calls of one connection together. */
	readonly limits: Limits & { readonly byConfig?: LimitsByConfig };
	/** Where the merchant's mapping starts (PRODUCT A4, A5). */
	readonly defaults: {
		readonly paymentMethods: Readonly<Record<string, PaymentCode>>;
		readonly statuses: Readonly<Partial<Record<PaymentCode, StatusMapping>>>;
	};
}
