import { isDeepStrictEqual } from "node:util";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import type { PartnerCall } from "./call-partner.ts";
import { causeOfCase, incomplete, toBePassedOn, toBeTold } from "./notices.ts";
import type { Partner } from "./partner.ts";
import { handoverOf, type StoredCase, zipOfClaim } from "./stored-case.ts";

/** A call to the partner that is due. */
export interface NextCall {
	readonly partner: Partner;
	readonly call: PartnerCall;
	/** An earlier call may have had its effect: the partner is asked before it is made again. */
	readonly askFirst: boolean;
}

/** What the partner is to be told of a case at this moment; null: nothing, and then the case waits for whatever changes it. */
export async function nextCall(hub: Hub, tx: MerchantTransaction, stored: StoredCase): Promise<NextCall | null> {
	const made = await handoverOf(hub, tx, stored);
	const { partner, missing, order, openPrincipal, total, claim } = made;
	const called = async (call: PartnerCall, file: Uint8Array<ArrayBuffer> | null = null): Promise<NextCall | null> => {
		if (partner === null || partner.url === null) return wait(tx, stored.id, stored.state);
		await tx.execute(
			`UPDATE collection_cases SET attempts = attempts + 1, file = coalesce($3, file)
			  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			stored.id,
			file,
		);
		return { partner, call, askFirst: stored.attempts > 0 };
	};
	switch (stored.state) {
		case "waiting":
		case "ready": {
			// What was said of it before may be over.
			if (stored.state === "waiting") await withdraw(tx, [causeOfCase(stored)]);
			if (missing.length > 0 && !stored.facts.evenIfIncomplete) {
				await notify(tx, [
					incomplete(
						stored,
						order.number,
						missing.map(({ forMerchant }) => forMerchant),
					),
				]);
				return wait(tx, stored.id, "waiting");
			}
			if (partner?.url == null) {
				await notify(tx, [toBePassedOn(stored, order.number)]);
				return wait(tx, stored.id, "ready");
			}
			await tx.execute(
				`UPDATE collection_cases SET state = 'ready' WHERE merchant_id = $1::uuid AND id = $2::uuid`,
				tx.merchantId,
				stored.id,
			);
			// What may have arrived once is sent as it was then.
			const file = stored.file ?? (await zipOfClaim(tx, made));
			return called({ what: "put", file }, file);
		}
		case "sent": {
			const told = { case: stored.id, payments: claim.payments, openPrincipal, total };
			if (!isDeepStrictEqual(withoutInterest(stored.told), withoutInterest(told))) {
				if (partner?.url == null) await notify(tx, [toBeTold(stored, order.number)]);
				return called({ what: "payments", body: told });
			}
			return called({ what: "ask" });
		}
		case "ended":
			if (stored.endToldAt !== null) return wait(tx, stored.id, "ended");
			return called({ what: "end", body: { case: stored.id, endedAt: stored.endedAt?.toISOString() ?? null } });
		case "refused":
			return wait(tx, stored.id, "refused");
	}
}

/** Interest grows by itself every day: that is nothing to report. */
function withoutInterest(told: unknown): unknown {
	return JSON.parse(JSON.stringify({ ...(told as object | null), total: undefined }));
}

async function wait(tx: MerchantTransaction, id: string, state: StoredCase["state"]): Promise<null> {
	await tx.execute(
		`UPDATE collection_cases SET state = $3, due_at = NULL WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		state,
	);
	return null;
}
