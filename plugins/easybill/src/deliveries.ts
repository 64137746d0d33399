import { createHmac, timingSafeEqual } from "node:crypto";
import { ConnectorError, type Delivery, type RawRequest } from "@kontor/connector";
import * as z from "zod";
import { dayInBerlin } from "./berlin-time.ts";
import type { Api } from "./client.ts";
import { allCredits } from "./credits.ts";
import { listDocuments } from "./documents.ts";
import type { Account } from "./manifest.ts";
import { editedAt, refOf } from "./mapping.ts";
import { toOrders } from "./pull.ts";

/** Name of the parameter that proves the address. */
export const TOKEN = "token";
/** One event is about one document and what it refers to. */
const MOST_IDS = 5;
const DAY_MS = 86_400_000;
const JUST_NOW_MS = 15 * 60_000;

/**
 * How easybill signs a delivery, and what stands in its body, is not documented. So the address carries a token that only
 * easybill was told, and the body is only searched for ids, which are then read. Where none is found, what changed in the
 * last minutes is read instead.
 */
export async function receive(ctx: Account, api: Api, raw: RawRequest): Promise<Delivery> {
	if (!isProven(raw.url, ctx.webhook?.keys ?? [])) {
		throw new ConnectorError("bad-config", "webhook: wrong token", { code: "EASYBILL_BAD_TOKEN" });
	}
	const changed = idsIn(bodyOf(raw)).map(refOf);
	return changed.length > 0 ? { orders: [], changed } : { orders: await changedJustNow(ctx, api), changed: [] };
}

/** Not the key itself: the address stands in easybill's settings, and in the logs of what is in between. */
export function tokenOf(key: string): string {
	return createHmac("sha256", key).update("easybill webhook address").digest("base64url");
}

function isProven(url: string, keys: readonly string[]): boolean {
	const given = Buffer.from(new URL(url, "http://host").searchParams.get(TOKEN) ?? "");
	return keys.some((key) => {
		const right = Buffer.from(tokenOf(key));
		return given.length === right.length && timingSafeEqual(given, right);
	});
}

/** JSON, or a form with JSON in one of its fields. */
function bodyOf({ body }: RawRequest): unknown {
	const text = new TextDecoder().decode(body);
	const parts = [text, ...(/^\w+=/.test(text) ? new URLSearchParams(text).values() : [])];
	for (const part of parts) {
		try {
			return JSON.parse(part);
		} catch {}
	}
	return null;
}

const Named = z.looseObject({
	id: z.coerce.number().int().positive().optional().catch(undefined),
	document_id: z.coerce.number().int().positive().optional().catch(undefined),
	ref_id: z.coerce.number().int().positive().optional().catch(undefined),
	type: z.string().optional().catch(undefined),
});

/** The document of a payment; else the object itself, and the invoice that a cancellation or credit note is about. */
function idsIn(body: unknown): number[] {
	const nested = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
	const objects = [...["data", "document", "payload", "resource", "object"].map((name) => nested[name]), body];
	for (const object of objects) {
		const named = Named.safeParse(object).data;
		if (named === undefined) continue;
		const { id, document_id, ref_id, type = "INVOICE" } = named;
		const ids = document_id === undefined ? [type === "INVOICE" ? id : undefined, ref_id] : [document_id];
		const found = ids.filter((one) => one !== undefined);
		if (found.length > 0) return [...new Set(found)].slice(0, MOST_IDS);
		// A document that is no invoice and refers to none: an offer, a letter.
		if (id !== undefined) return [];
	}
	return [];
}

async function changedJustNow(ctx: Account, api: Api) {
	const { credits, date } = await allCredits(api);
	const from = date.getTime() - JUST_NOW_MS;
	const edited_at = `${dayInBerlin(new Date(from))},${dayInBerlin(new Date(date.getTime() + 2 * DAY_MS))}`;
	const { documents } = await listDocuments(api, { type: "INVOICE", is_draft: 0, edited_at }, 1, () => {});
	return toOrders(
		ctx,
		documents.filter((document) => (editedAt(document)?.latest ?? 0) >= from),
		credits,
	);
}
