import { Instant, Mapping, OrderRef, PayoutAnswer, PayoutQuestion, Statuses, Text } from "@kontor/connector";
import * as z from "zod";

const Named = z.object({ id: z.string(), title: z.string() });
const nothing = z.unknown();

/** As much of an order as it takes to tell the shop its status, and its customer that it has changed. */
export const FoundInShop = z.object({
	ref: OrderRef,
	number: z.string(),
	statuses: Statuses,
	/** The customer's e-mail address; null where the shop has none. */
	email: z.string().nullable(),
});
export type FoundInShop = z.infer<typeof FoundInShop>;

/**
 * What each request of the hub is asked with, and what a host answers it with. A plugin's own requests have the schemas
 * of its manifest instead.
 */
export const REQUEST_SCHEMAS = {
	check: {
		input: nothing,
		result: z.discriminatedUnion("ok", [
			z.object({ ok: z.literal(true), identity: z.string().min(1).max(500), shopClock: Instant }),
			z.object({ ok: z.literal(false), field: z.string().nullable(), forMerchant: Text }),
		]),
	},
	describe: {
		input: nothing,
		result: z.object({
			paymentMethods: z.array(Named.extend({ active: z.boolean() })),
			statuses: z.record(z.string(), z.array(Named)),
			/** Where the mapping starts, where only this shop can tell. */
			suggested: Mapping.optional(),
		}),
	},
	/** Reads one order again and posts it, or that it is gone. */
	read: { input: z.object({ ref: OrderRef }), result: z.object({ found: z.boolean() }) },
	/** Looks for orders by their number; nothing is posted: what nobody tracks is known for a status request alone. */
	find: {
		input: z.object({ number: z.string().min(1).max(190) }),
		result: z.object({ orders: z.array(FoundInShop).max(50) }),
	},
	/** Posts every open order with the work's id as `list`, ends the list, and reads what the hub then misses. */
	compare: {
		input: nothing,
		result: z.object({
			listed: z.int().nonnegative(),
			/** Missing ones that were read again; 0 where the hub holds the list back. */
			readAgain: z.int().nonnegative(),
		}),
	},
	/** Fetches an order's PDF and puts it to the hub; false where the shop does not have it (yet). */
	document: {
		input: z.object({ ref: OrderRef, documentRef: z.string().min(1).max(190) }),
		result: z.object({ stored: z.boolean() }),
	},
	"watch-webhooks": {
		input: nothing,
		result: z.object({
			state: z.enum(["working", "created", "replaced"]),
			problems: z.array(z.object({ code: z.string(), forMerchant: Text })),
		}),
	},
	/** `returnUrl`: where the shop sends the browser; null: a page of the host that says it can be closed. */
	"begin-connect": {
		input: z.object({ nonce: z.string().min(20).max(200), returnUrl: z.url().nullable() }),
		result: z.object({ redirect: z.url({ protocol: /^https?$/ }) }),
	},
	/** Renews the secrets and puts them to the hub. */
	"refresh-secrets": { input: nothing, result: z.object({ refreshBefore: Instant }) },
	/** Splits a posting over the orders that it pays out. */
	payout: { input: PayoutQuestion, result: PayoutAnswer },
	/** Posts what the plugin's rules want told at platforms now. */
	"status-requests": {
		input: nothing,
		result: z.object({ requested: z.int().nonnegative(), held: z.int().nonnegative() }),
	},
} as const;

/** What the hub may ask of every connector; a plugin's own requests have names of their own. */
export type RequestName = keyof typeof REQUEST_SCHEMAS;
export type RequestInput<N extends RequestName> = z.infer<(typeof REQUEST_SCHEMAS)[N]["input"]>;
export type RequestResult<N extends RequestName> = z.infer<(typeof REQUEST_SCHEMAS)[N]["result"]>;
