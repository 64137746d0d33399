import { Instant, Mapping, Text } from "@kontor/connector";
import * as z from "zod";
import { ManifestOnWire } from "../host-api/hello.ts";
import { REQUEST_SCHEMAS } from "../host-api/requests.ts";
import { operation } from "../operation.ts";

export const ConnectionState = z.enum([
	/** The host looks whether the shop can be reached. */
	"checking",
	/** The check failed; `problem` says what to mend. */
	"refused",
	/** Waits for the merchant's consent at `authorizeUrl`. */
	"authorizing",
	/** Checked and described: the mapping can be edited, then `connect`. */
	"ready",
	"connected",
	"disconnected",
]);
export type ConnectionState = z.infer<typeof ConnectionState>;

/** What the merchant can do about a problem. */
export const NextStep = z
	.object({
		action: z.enum([
			"check",
			"credentials",
			"authorize",
			"reinstall",
			"address",
			"removeCopy",
			"useOther",
			"answer",
			"compare",
			"wait",
			"operator",
		]),
		text: Text,
	})
	.meta({ id: "NextStep" });
export type NextStep = z.infer<typeof NextStep>;

export const Connection = z
	.object({
		id: z.uuid(),
		plugin: z.string(),
		name: z.string(),
		url: z.string(),
		state: ConnectionState,
		testSystem: z.boolean(),
		mapping: Mapping,
		/** The shop's own payment methods and statuses (PRODUCT A3); null before the check. */
		description: REQUEST_SCHEMAS.describe.result.nullable(),
		/** T of the first connection, by the shop's clock. */
		connectedAt: Instant.nullable(),
		reachedAt: Instant.nullable(),
		authorizeUrl: z.string().nullable(),
		/** When it is read next; null: it is not connected. */
		reading: z
			.object({
				/** The shop reports by itself what happens; what it misses is found by asking (PRODUCT B2). */
				reports: z.boolean(),
				/** How often it is asked for new orders. */
				everyMinutes: z.int(),
				nextAt: Instant.nullable(),
				/** The next comparison of all open orders (PRODUCT B4). */
				comparedAt: Instant.nullable(),
				/** What asking so often means for the shop (PRODUCT B3). */
				warning: Text.nullable(),
			})
			.nullable(),
		/** What its kind of shop makes possible besides. */
		offers: z.object({
			/** A consent page, where the merchant can begin again (`authorizeConnection`). */
			consent: z.boolean(),
			/** What its plugin can be asked of its own (`askPlugin`). */
			requests: z.array(z.string()),
		}),
		/** Another one whenever the configuration is another one (`putConfig`). */
		configRevision: z.string(),
		problems: z.array(
			z.object({
				code: z.string(),
				text: Text,
				/** The field of the configuration or the secrets that is at fault. */
				field: z.string().optional(),
				nextStep: NextStep,
			}),
		),
	})
	.meta({ id: "Connection" });
export type Connection = z.infer<typeof Connection>;

const params = z.object({ connection: z.uuid() });

export const listPlugins = operation({
	id: "listPlugins",
	method: "get",
	path: "/v1/plugins",
	audience: "merchant",
	summary: "The kinds of shops that can be connected, with what each asks for.",
	result: z.object({ items: z.array(ManifestOnWire) }),
});

export const createConnection = operation({
	id: "createConnection",
	method: "post",
	path: "/v1/connections",
	audience: "merchant",
	summary: "Adds a shop and has it checked; without secrets it begins at the shop's consent page.",
	body: z.object({
		plugin: z.string(),
		name: z.string().min(1).max(200),
		config: z.record(z.string(), z.unknown()),
		secrets: z.record(z.string(), z.unknown()).optional(),
		/** Left out: as the merchant is, a sandbox's shops are. */
		testSystem: z.boolean().optional(),
		/** Where the shop's consent page sends the browser afterwards. */
		returnUrl: z.url().optional(),
	}),
	result: Connection,
	status: 201,
});

export const listMerchantConnections = operation({
	id: "listMerchantConnections",
	method: "get",
	path: "/v1/connections",
	audience: "merchant",
	summary: "The merchant's shops.",
	result: z.object({ items: z.array(Connection) }),
});

export const getConnection = operation({
	id: "getConnection",
	method: "get",
	path: "/v1/connections/{connection}",
	audience: "merchant",
	embedded: true,
	summary: "One shop.",
	params,
	result: Connection,
});

export const patchConnection = operation({
	id: "patchConnection",
	method: "patch",
	path: "/v1/connections/{connection}",
	audience: "merchant",
	summary: "Renames a shop, changes its mapping, its credentials, or whether it is a test system.",
	params,
	body: z.object({
		name: z.string().min(1).max(200).optional(),
		/** Free text once disconnected (PRODUCT A8). */
		url: z.string().min(1).max(500).optional(),
		mapping: Mapping.optional(),
		secrets: z.record(z.string(), z.unknown()).optional(),
		testSystem: z.boolean().optional(),
	}),
	result: Connection,
});

export const putMapping = operation({
	id: "putMapping",
	method: "put",
	path: "/v1/connections/{connection}/mapping",
	audience: "merchant",
	embedded: true,
	summary: "Changes a shop's mapping and nothing else: from the merchant area or from the shop's admin.",
	params,
	body: Mapping,
	result: Connection,
});

const act = (id: string, name: string, summary: string, more: { embedded?: true } = {}) =>
	operation({
		...more,
		id,
		method: "post",
		path: `/v1/connections/{connection}/${name}`,
		audience: "merchant",
		summary,
		params,
		result: Connection,
	});

export const connectConnection = act(
	"connectConnection",
	"connect",
	"Connects: from now on orders are read and written.",
	{ embedded: true },
);
export const disconnectConnection = act(
	"disconnectConnection",
	"disconnect",
	"Reads and writes nothing any more; history stays.",
	{ embedded: true },
);
export const checkConnection = act("checkConnection", "check", "Checks and describes the shop again.", {
	embedded: true,
});
export const authorizeConnection = operation({
	id: "authorizeConnection",
	method: "post",
	path: "/v1/connections/{connection}/authorize",
	audience: "merchant",
	embedded: true,
	summary: "Begins at the shop's consent page again; what works goes on until the new credentials come.",
	params,
	body: z.object({
		/** Where the shop's consent page sends the browser afterwards. */
		returnUrl: z.url().nullable().default(null),
	}),
	result: Connection,
});
/** PRODUCT A9. */
export const answerRepeatedNumbers = operation({
	id: "answerRepeatedNumbers",
	method: "post",
	path: "/v1/connections/{connection}/repeated-numbers",
	audience: "merchant",
	summary: "Says what orders are whose numbers another shop has already; until then they get no payment information.",
	params,
	body: z.object({
		/** `imported`: the same orders, who were informed by the other shop. `different`: new ones, here and from now on. */
		are: z.enum(["imported", "different"]),
	}),
	result: z.object({ orders: z.int() }),
});
export const compareConnection = act("compareConnection", "compare", "Compares all open orders with the shop now.");
