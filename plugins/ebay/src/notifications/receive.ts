import {
	ConnectorError,
	type Delivery,
	OrderRef,
	type RawRequest,
	type RouteAnswer,
	type RouteContext,
} from "@kontor/connector";
import * as z from "zod";
import type { Caller, Reach } from "../client.ts";
import type { manifest, Shop } from "../manifest.ts";
import { publicKey } from "./public-keys.ts";
import { challengeResponse, isSigned, jsonOrNull, signatureIn } from "./signature.ts";

/** eBay calls one address for all topics and all sellers. */
export const ENDPOINT = "notifications";
export const ORDER_TOPIC = "ORDER_CONFIRMATION";
const DELETION_TOPIC = "MARKETPLACE_ACCOUNT_DELETION";

const Notification = z.object({
	metadata: z.object({ topic: z.string() }),
	notification: z.object({
		data: z.object({
			/** Of topics about orders: the seller. */
			user: z.object({ userId: z.string().optional(), username: z.string() }).optional(),
			order: z.object({ orderId: z.string().min(1).max(80) }).optional(),
			/** Of a closed account: whose. */
			userId: z.string().optional(),
			username: z.string().optional(),
		}),
	}),
});

/** Whose account was closed. */
type Account = Pick<z.infer<typeof Notification>["notification"]["data"], "userId" | "username">;

/** @throws ConnectorError `bad-config` for every kind of bad signature alike. */
async function authenticated(reach: Reach, caller: Caller, raw: RawRequest): Promise<z.infer<typeof Notification>> {
	const given = signatureIn(raw.headers.get("x-ebay-signature"));
	const key = given === null ? null : await publicKey(reach, caller, given.kid);
	if (given === null || key === null || !isSigned(raw.body, given, key)) throw badSignature();
	const body = Notification.safeParse(jsonOrNull(Buffer.from(raw.body).toString("utf8")));
	if (body.success) return body.data;
	throw new ConnectorError("unexpected-reply", "notification: none of eBay's topics", { code: "EBAY_UNEXPECTED" });
}

function badSignature(): ConnectorError {
	return new ConnectorError("bad-config", "notification: bad signature", { code: "EBAY_BAD_SIGNATURE" });
}

/**
 * One comes for each line of an order, and again after a payment that failed: it names the order, which is read. Of what is
 * not signed for this seller nothing is believed either, since his own token reads nobody else's orders.
 */
export async function receive(reach: Reach, ctx: Shop, raw: RawRequest): Promise<Delivery> {
	const { data } = (await authenticated(reach, ctx, raw)).notification;
	if (data.order === undefined || data.user?.username !== ctx.config.seller) return { orders: [], changed: [] };
	return { orders: [], changed: [OrderRef.parse(data.order.orderId)] };
}

/**
 * `GET`: eBay asks whether this address is the operator's. `POST`: a notification, answered as eBay's own libraries do: 412 for
 * a signature that does not fit, 503 where that could not be found out.
 */
export async function notifications(
	reach: Reach,
	raw: RawRequest,
	ctx: RouteContext<typeof manifest>,
): Promise<RouteAnswer> {
	if (raw.method === "GET") return challenge(raw, ctx);
	if (raw.method !== "POST") return { status: 405, headers: { allow: "GET, POST" } };
	try {
		const { metadata, notification } = await authenticated(reach, ctx, raw);
		const { user } = notification.data;
		if (metadata.topic === DELETION_TOPIC) return closedAccount(ctx, notification.data);
		if (user !== undefined) return { forConnections: { field: "seller", value: user.username } };
		ctx.log("notification-ignored", { topic: metadata.topic });
		return { status: 204 };
	} catch (error) {
		if (!(error instanceof ConnectorError)) throw error;
		if (error.fault === "bad-config") return { status: error.details.code === "EBAY_BAD_SIGNATURE" ? 412 : 503 };
		return { status: error.fault === "unexpected-reply" ? 400 : 503 };
	}
}

function challenge(raw: RawRequest, ctx: RouteContext<typeof manifest>): RouteAnswer {
	const [, query = ""] = raw.url.split("?", 2);
	const code = new URLSearchParams(query).get("challenge_code");
	if (code === null || code.length > 500) return { status: 400 };
	const response = challengeResponse(code, ctx.app.verificationToken, `${ctx.url}/${ENDPOINT}`);
	return {
		status: 200,
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ challengeResponse: response }),
	};
}

/**
 * eBay tells every application of every account that is closed; most are nobody's here. Whoever it is may have bought from any seller
 * who is connected: orders have the username as customer number, or the id where eBay has replaced it. Where he is a connected seller
 * himself, nothing can be read any more and everything is to be erased.
 */
function closedAccount(ctx: RouteContext<typeof manifest>, { userId, username }: Account): RouteAnswer {
	const numbers = [username, userId].filter((one): one is string => (one ?? "") !== "");
	if (numbers.length === 0) return { status: 204 };
	ctx.log("account-closed");
	return {
		aboutCustomer: { kind: "erase-account", numbers },
		...(userId !== undefined && {
			aboutShop: { identity: userId, notices: [{ kind: "uninstalled", dataKept: false }, { kind: "erase-shop" }] },
		}),
	};
}
