import { EraseAccount, ShopNotice } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { ConnectionId } from "./connections.ts";

/** What makes a shop this shop, as its check tells it. */
const Identity = z.string().min(1).max(500);
const Values = z.record(z.string(), z.unknown());

export const offerInstallation = operation({
	id: "offerInstallation",
	method: "post",
	path: "/v1/installations:offer",
	audience: "host",
	summary:
		"Hands over an installation that began in the shop; it waits for a merchant, unless his link code came along.",
	body: z.object({
		plugin: z.string(),
		identity: Identity,
		/** Left out: the shop itself says which it is, and another may pretend to be it. */
		provenBy: z.literal("platform").optional(),
		/** Left out: it has come before, and only the link code is new. */
		installed: z.object({ name: z.string().min(1).max(200), config: Values, secrets: Values }).optional(),
		linkCode: z.string().max(100).optional(),
	}),
	result: z.discriminatedUnion("state", [
		z.object({ state: z.literal("linked") }),
		z.object({
			state: z.literal("unclaimed"),
			/** What the merchant enters in Kontor; a code given before is worth nothing any more. */
			code: z.string(),
			refused: z.boolean(),
		}),
		z.object({ state: z.literal("unknown") }),
	]),
});

export const findInstallation = operation({
	id: "findInstallation",
	method: "post",
	path: "/v1/installations:find",
	audience: "host",
	summary: "What an installation brought that nobody has claimed yet, for the host that handed it over.",
	body: z.object({ plugin: z.string(), identity: Identity }),
	result: z.object({ installation: z.object({ config: Values, secrets: Values }).nullable() }),
});

const notices = z.array(ShopNotice).min(1).max(20);

export const reportNotices = operation({
	id: "reportNotices",
	method: "post",
	path: "/v1/connections/{connection}/notices",
	audience: "host",
	summary:
		"What a shop says about itself or its customers: uninstalled, personal data to be removed. Twice is as once.",
	params: z.object({ connection: ConnectionId }),
	body: z.object({ notices }),
});

export const reportShop = operation({
	id: "reportShop",
	method: "post",
	path: "/v1/shop-notices",
	audience: "host",
	summary: "The same from the platform, for every connection of this shop that the host serves or served.",
	body: z.object({ plugin: z.string(), identity: Identity, notices }),
});

export const reportCustomer = operation({
	id: "reportCustomer",
	method: "post",
	path: "/v1/customer-notices",
	audience: "host",
	summary:
		"What a platform says of a customer without saying where he bought: for every connection of the plugin that the host serves or served.",
	body: z.object({ plugin: z.string(), notice: EraseAccount }),
});
