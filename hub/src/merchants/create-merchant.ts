import { randomUUID } from "node:crypto";
import { type createMerchant, type createMerchantKey, type Merchant, problem, Settings } from "@kontor/protocol";
import type * as z from "zod";
import { newKey } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";

/** @throws ProblemError 400 for a time zone that does not exist: it decides days (I8). */
export async function addMerchant(hub: Hub, given: z.infer<typeof createMerchant.body>): Promise<Merchant> {
	assertTimeZone(given.timeZone);
	const merchant = { id: randomUUID(), ...given };
	await hub.db.merchant(merchant.id, "create-merchant", async (tx) => {
		await tx.model.merchant.create({ data: { ...merchant, createdAt: tx.now } });
		await tx.model.settings.create({ data: { merchantId: merchant.id, body: Settings.parse({}), updatedAt: tx.now } });
	});
	return merchant;
}

/** The key is shown this once: only its hash is kept. */
export async function addMerchantKey(
	hub: Hub,
	merchantId: string,
	{ label, scopes }: z.infer<typeof createMerchantKey.body>,
): Promise<{ key: string }> {
	const { key, hash } = newKey();
	await hub.db.global("create-merchant-key", async (tx) => {
		if ((await tx.model.merchant.count({ where: { id: merchantId } })) === 0) throw problem("NOT_FOUND");
		await tx.model.credential.create({
			data: { hash, audience: "merchant", merchantId, scopes: [...new Set(scopes)], label, createdAt: tx.now },
		});
	});
	return { key };
}

function assertTimeZone(timeZone: string): void {
	try {
		new Intl.DateTimeFormat("en", { timeZone });
	} catch {
		const issue = { path: "body.timeZone", message: 'expected an IANA time zone like "Europe/Berlin"' };
		throw problem("INVALID_REQUEST", { detail: `${issue.path}: ${issue.message}`, issues: [issue] });
	}
}
