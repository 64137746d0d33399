import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Challenge, FeedError } from "@kontor/bank-feeds";
import type { Hub } from "../hub.ts";
import type { Claimed } from "./claim.ts";
import { asRun } from "./own-run.ts";
import { accessOf, seal, unseal } from "./stored-access.ts";

/** Banks end a dialog after five minutes or less. */
const MOST_WAIT_MS = 5 * 60 * 1000;
const LOOK_EVERY_MS = 200;

/**
 * Shows a challenge to the merchant and waits for his answer, which any hub process may take.
 * @throws FeedError `needs-merchant` where nobody is there
 */
export async function askMerchant(
	hub: Hub,
	claimed: Claimed,
	challenge: Challenge,
	signal: AbortSignal,
): Promise<string> {
	const id = randomUUID();
	await asRun(hub, claimed, "askMerchant", async (tx) => {
		const { presentUntil } = await accessOf(tx, claimed.access.id);
		if (presentUntil === null || presentUntil <= tx.now) throw nobodyThere();
		const { kind, text, picture } = challenge;
		const shown = picture && { mediaType: picture.mediaType, base64: Buffer.from(picture.bytes).toString("base64") };
		const sealed = seal(hub, claimed.access, "challenge", { kind, text, picture: shown ?? null });
		await tx.execute(
			`UPDATE bank_accesses SET challenge_id = $3::uuid, challenge = $4, answer = NULL WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			claimed.access.id,
			id,
			sealed,
		);
	});
	if (challenge.kind === "confirm") return "";
	try {
		return await answerTo(hub, claimed, id, signal);
	} finally {
		await asRun(hub, claimed, "endChallenge", (tx) =>
			tx.execute(
				`UPDATE bank_accesses SET challenge_id = NULL, challenge = NULL, answer = NULL WHERE merchant_id = $1::uuid AND id = $2::uuid`,
				tx.merchantId,
				claimed.access.id,
			),
		);
	}
}

async function answerTo(hub: Hub, { merchantId, access }: Claimed, id: string, signal: AbortSignal): Promise<string> {
	const end = performance.now() + MOST_WAIT_MS;
	while (performance.now() < end) {
		const now = await hub.db.merchant(merchantId, "lookForAnswer", (tx) => accessOf(tx, access.id));
		if (now.challengeId === id && now.answer !== null) return String(unseal(hub, now, "answer"));
		await sleep(LOOK_EVERY_MS, undefined, { signal });
	}
	throw nobodyThere();
}

function nobodyThere(): FeedError {
	return new FeedError("needs-merchant", "nobody is there to answer the bank", {
		forMerchant: {
			de: "Die Bank verlangt eine Freigabe (TAN). Bitte rufen Sie die Umsätze selbst ab und geben Sie sie frei.",
			en: "The bank wants an approval (TAN). Please fetch the transactions yourself and approve it.",
		},
	});
}
