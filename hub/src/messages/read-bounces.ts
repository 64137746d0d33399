import type { Hub } from "../hub.ts";
import { claimMailbox, settleMailboxFault, settleVisit } from "./bounce-mailbox.ts";
import { CarrierFault } from "./channel.ts";
import { deliveryReportIn } from "./delivery-report.ts";
import { type MailboxPlace, newIn } from "./read-mailbox.ts";
import { takeRaw, takeReport } from "./take-report.ts";

/** Looks into the mailbox that a merchant's e-mails come back to, if it is due. What broke off is looked through once more. */
export async function readBounces(hub: Hub, merchantId: string, stop: AbortSignal): Promise<void> {
	const claimed = await hub.db.merchant(merchantId, "claimBounceMailbox", (tx) => claimMailbox(hub, tx));
	if (claimed === null) return;
	let place = claimed.from;
	const { allowPrivateAddresses } = hub;
	try {
		for await (const found of newIn(claimed.mailbox, place, { allowPrivateAddresses, now: hub.clock() })) {
			const { report } = found;
			if (report !== null) {
				await orGoOn(hub, () => hub.db.merchant(merchantId, "takeReport", (tx) => takeRaw(hub, tx, report)));
			}
			place = found.place;
			if (stop.aborted) break;
		}
		await hub.db.merchant(merchantId, "settleBounceMailbox", (tx) => settleVisit(tx, place));
	} catch (error) {
		if (!(error instanceof CarrierFault)) throw error;
		hub.log.warn({ merchant: merchantId, err: error }, "a mailbox cannot be read");
		await hub.db.merchant(merchantId, "settleMailboxFault", (tx) => settleMailboxFault(tx, error));
	}
}

/**
 * Looks into the mailbox to which e-mails by the operator's own server come back: each of them says whose it was. Every process does
 * so by itself, and begins with the last days: what was taken before changes nothing.
 *
 * @returns up to where
 */
export async function readOperatorsBounces(
	hub: Hub,
	from: MailboxPlace | null,
	stop: AbortSignal,
): Promise<MailboxPlace | null> {
	const { bounceMailbox: mailbox, allowPrivateAddresses } = hub;
	if (mailbox === null) return null;
	let place = from;
	for await (const found of newIn(mailbox, place, { allowPrivateAddresses, now: hub.clock() })) {
		const report = found.report === null ? null : await deliveryReportIn(found.report);
		const merchant = report?.about.merchant ?? null;
		if (report !== null && merchant !== null) {
			await orGoOn(hub, () => hub.db.merchant(merchant, "takeReport", (tx) => takeReport(hub, tx, report)));
		}
		place = found.place;
		if (stop.aborted) break;
	}
	return place;
}

/** What is wrong with one report keeps nobody from the next; where it is the database, how far it was read is not stored either. */
async function orGoOn(hub: Hub, take: () => Promise<unknown>): Promise<void> {
	await take().catch((error: unknown) => hub.log.error({ err: error }, "a delivery report cannot be taken"));
}
