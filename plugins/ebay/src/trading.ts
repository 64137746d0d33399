import { faultOfBody } from "@kontor/connector";
import * as z from "zod";
import { type Api, type Call, refused } from "./client.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { MARKETPLACES } from "./marketplaces.ts";

/** eBay's older API: XML, always answered with 200. The only one that can mark an order as paid. */

/** The version of its schema; eBay supports one for years. */
const COMPATIBILITY = "1423";

/** `PartialFailure`: it may have been done, which reading back finds out. */
const Ack = z.enum(["Success", "Warning", "PartialFailure"]);

/**
 * Marks the whole order as paid: a call by line item would leave the order's own time of payment empty.
 *
 * @throws ConnectorError, `invalid-input` among them where eBay refused for a reason that is the order's.
 */
export async function completeSale(ctx: Shop, api: Api, orderId: string): Promise<void> {
	const name = "CompleteSale";
	const call: Call<z.infer<typeof Ack>> = {
		name,
		method: "POST",
		path: "/ws/api.dll",
		effect: "write",
		token: "X-EBAY-API-IAF-TOKEN",
		headers: {
			"content-type": "text/xml",
			"X-EBAY-API-CALL-NAME": name,
			"X-EBAY-API-SITEID": String(MARKETPLACES[ctx.config.marketplace].site),
			"X-EBAY-API-COMPATIBILITY-LEVEL": COMPATIBILITY,
		},
		body: `<?xml version="1.0" encoding="utf-8"?><${name}Request xmlns="urn:ebay:apis:eBLBaseComponents"><OrderID>${escaped(orderId)}</OrderID><Paid>true</Paid></${name}Request>`,
		answer: Ack,
		read(text) {
			const { ack, errorIds } = answerIn(name, text);
			if (ack !== "Failure") return ack;
			const expired = ctx.secrets.expiresAt <= ctx.now().getTime();
			throw refused(ctx, call, { status: 200, errorIds, retryAfterMs: undefined, as: "seller", expired });
		},
	};
	await api.ask(call);
}

/** Of the answer only `Ack` and the codes of errors (not of warnings) are needed: no texts, no attributes, no nesting. */
function answerIn(name: string, text: string): { ack: string; errorIds: readonly number[] } {
	const [, ack] = /<Ack>(\w+)<\/Ack>/.exec(text) ?? [];
	if (!text.includes(`<${name}Response`) || ack === undefined || !text.trimEnd().endsWith(`</${name}Response>`)) {
		throw faults.known(faultOfBody("write", text), "EBAY_BUSY", name);
	}
	const errors = [...text.matchAll(/<Errors>(.*?)<\/Errors>/gs)].map(([, error = ""]) => error);
	const codes = errors
		.filter((error) => !error.includes("<SeverityCode>Warning</SeverityCode>"))
		.flatMap((error) => /<ErrorCode>(\d+)<\/ErrorCode>/.exec(error)?.[1] ?? []);
	return { ack, errorIds: codes.map(Number) };
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
