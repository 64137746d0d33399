import { BounceMailbox, type BounceMailboxState, type putBounceMailbox } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import type { Notice } from "../notifications/notify.ts";
import { type CarrierKind, carrierState, noteFault, ownCarrier, setCarrier, works } from "./carriers.ts";
import type { CarrierFault } from "./channel.ts";
import type { MailboxPlace, ReachedMailbox } from "./read-mailbox.ts";

const Secrets = z.object({ password: z.string().optional() });

const KIND: CarrierKind<BounceMailbox, z.infer<typeof Secrets>> = {
	table: "bounce_mailboxes",
	place: "bounce-mailbox",
	config: BounceMailbox,
	secrets: Secrets,
	isSame: (known, set) => known.host === set.host && known.user === set.user,
	notices: { cause: "bounce-mailbox", fails },
};

/** How often it is looked into. */
const EVERY_MS = 10 * 60_000;
/** Longer than a visit may take: then whoever began it has died. */
const LEASE_MS = 3 * 60_000;

/** A mailbox that this process looks into, from where it was last looked into. */
export interface ClaimedMailbox {
	readonly mailbox: ReachedMailbox;
	readonly from: MailboxPlace | null;
}

/** Null where there is none, or it is not due. */
export async function claimMailbox(hub: Hub, tx: MerchantTransaction): Promise<ClaimedMailbox | null> {
	const [claimed] = await tx.query<{ uid_validity: bigint | null; last_uid: bigint | null }>(
		`UPDATE bounce_mailboxes SET due_at = $2 WHERE merchant_id = $1::uuid AND due_at <= $3 RETURNING uid_validity, last_uid`,
		tx.merchantId,
		new Date(tx.now.getTime() + LEASE_MS),
		tx.now,
	);
	const own = claimed === undefined ? null : await ownCarrier(hub, tx, KIND);
	if (claimed === undefined || own === null) return null;
	const { uid_validity: validity, last_uid: uid } = claimed;
	return {
		mailbox: { ...own.config, password: own.secrets.password ?? "" },
		from: validity === null || uid === null ? null : { validity, uid: Number(uid) },
	};
}

/** Looked into up to there. */
export async function settleVisit(tx: MerchantTransaction, upTo: MailboxPlace | null): Promise<void> {
	await works(tx, KIND);
	await tx.execute(
		`UPDATE bounce_mailboxes SET due_at = $2, read_at = $3, uid_validity = $4::bigint, last_uid = $5::bigint WHERE merchant_id = $1::uuid`,
		tx.merchantId,
		new Date(tx.now.getTime() + EVERY_MS),
		tx.now,
		upTo?.validity ?? null,
		upTo?.uid ?? null,
	);
}

export async function settleMailboxFault(tx: MerchantTransaction, fault: CarrierFault): Promise<void> {
	const until = await noteFault(tx, KIND, fault);
	await tx.execute(`UPDATE bounce_mailboxes SET due_at = $2 WHERE merchant_id = $1::uuid`, tx.merchantId, until);
}

export async function setMailbox(
	hub: Hub,
	tx: MerchantTransaction,
	{ mailbox, secrets }: z.infer<typeof putBounceMailbox.body>,
): Promise<BounceMailboxState> {
	await setCarrier(hub, tx, KIND, { config: mailbox, secrets });
	// Looked through anew: what was taken before changes nothing a second time.
	await tx.execute(
		`UPDATE bounce_mailboxes SET due_at = $2, uid_validity = NULL, last_uid = NULL WHERE merchant_id = $1::uuid`,
		tx.merchantId,
		mailbox === null ? null : tx.now,
	);
	return mailboxState(tx);
}

export async function mailboxState(tx: MerchantTransaction): Promise<BounceMailboxState> {
	const { config: mailbox, problem } = await carrierState(tx, KIND);
	const row = await tx.model.bounceMailbox.findUnique({ where: { merchantId: tx.merchantId } });
	return { mailbox, problem, readAt: row?.readAt?.toISOString() ?? null };
}

function fails(problem: { readonly de: string; readonly en: string }): Notice {
	return {
		code: "BOUNCE_MAILBOX_FAILS",
		causeKey: KIND.notices.cause,
		text: {
			de: `Das Postfach für zurückgekommene E-Mails kann nicht gelesen werden: ${problem.de}`,
			en: `The mailbox for e-mails that come back cannot be read: ${problem.en}`,
		},
		about: {},
	};
}
