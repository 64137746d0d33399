import { composeMail } from "@kontor/documents";
import { DigestSettings } from "@kontor/protocol";
import { dayIn } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { sendingServer } from "../messages/mail-server.ts";
import { writeText } from "../messages/own-texts.ts";
import { queueMessages } from "../messages/queue-messages.ts";
import { hourIn } from "../orders/day-in.ts";
import { profileOf } from "../reminding/sender.ts";
import { URGENT } from "./urgent.ts";

/** From this hour of the merchant's day on: when the daily look through his orders is done. */
const FROM_HOUR = 8;
/** Told in one e-mail; what is more waits for the next one, oldest first. */
const MOST = 50;

export async function digestSettings(tx: MerchantTransaction): Promise<DigestSettings> {
	const row = await tx.model.digest.findUnique({ where: { merchantId: tx.merchantId } });
	return DigestSettings.parse(row?.settings ?? {});
}

/** What stands in the list already is not told any more: whoever sets this up has seen it. */
export async function setDigest(tx: MerchantTransaction, settings: DigestSettings): Promise<DigestSettings> {
	const before = await digestSettings(tx);
	await tx.execute(
		`INSERT INTO digests (merchant_id, settings) VALUES ($1::uuid, $2::jsonb)
		 ON CONFLICT (merchant_id) DO UPDATE SET settings = excluded.settings`,
		tx.merchantId,
		JSON.stringify(settings),
	);
	if (before.recipient === null && settings.recipient !== null) {
		await tx.execute(
			`UPDATE notifications SET mailed_at = $2 WHERE merchant_id = $1::uuid AND mailed_at IS NULL`,
			tx.merchantId,
			tx.now,
		);
	}
	return settings;
}

/** Once a day, in the merchant's morning, what he was not told by e-mail yet. */
export async function dailyDigest(hub: Hub, tx: MerchantTransaction): Promise<void> {
	const settings = await digestSettings(tx);
	if (settings.recipient === null || !settings.daily) return;
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	if (hourIn(timeZone, tx.now) < FROM_HOUR) return;
	const begun = await tx.execute(
		`UPDATE digests SET last_day = $2::date WHERE merchant_id = $1::uuid AND (last_day IS NULL OR last_day < $2::date)`,
		tx.merchantId,
		dayIn(timeZone, tx.now),
	);
	if (begun > 0) await tell(hub, tx, settings, null);
}

/** The job: at once what cannot wait. */
export async function urgentDigest(hub: Hub, merchantId: string): Promise<void> {
	await hub.db.merchant(merchantId, "urgentDigest", async (tx) => {
		const settings = await digestSettings(tx);
		if (settings.recipient !== null && settings.urgent) await tell(hub, tx, settings, [...URGENT]);
	});
	await hub.messageRuns.look(hub);
}

/** Each notification once: the rows are marked in the transaction that queues the e-mail. @param codes null: all */
async function tell(
	hub: Hub,
	tx: MerchantTransaction,
	{ recipient, language }: DigestSettings,
	codes: readonly string[] | null,
): Promise<void> {
	const server = await sendingServer(hub, tx);
	if (server === null || recipient === null) return;
	const news = await tx.query<{ id: string; text: { de: string; en: string } }>(
		`UPDATE notifications SET mailed_at = $2 WHERE merchant_id = $1::uuid AND id IN (
		        SELECT id FROM notifications WHERE merchant_id = $1::uuid AND mailed_at IS NULL AND done_at IS NULL
		           AND ($3::text[] IS NULL OR code = ANY($3)) ORDER BY created_at, id LIMIT ${MOST} FOR UPDATE)
		 RETURNING id, text`,
		tx.merchantId,
		tx.now,
		codes,
	);
	// Their ids grow with time.
	const told = news.toSorted((a, b) => (a.id < b.id ? -1 : 1));
	const [first] = told;
	if (first === undefined) return;
	const merchant = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const { name, color, imprint } = await profileOf(tx);
	const message = await writeText(tx, null, {
		kind: "merchantDigest",
		locale: language,
		data: {
			shop: { name: name ?? merchant.name },
			customer: { name: merchant.name },
			tasks: counted(told.map(({ text }) => text[language])),
			links: { merchantArea: hub.publicUrl() },
		},
	});
	const look = { name: "Kontor", color, imprint };
	const mail = composeMail({ from: server.from, to: { address: recipient }, message, locale: language, look });
	// Only the addresses can be wrong, and they were checked when they were set.
	if (!mail.ok) throw new Error(mail.problems.map(({ field, code }) => `${field}: ${code}`).join());
	const { subject, text, html } = mail.value;
	await queueMessages(tx, [
		{
			kind: "merchantDigest",
			causeKey: `digest ${first.id}`,
			order: null,
			audience: "merchant",
			channel: "email",
			recipient,
			subject,
			text,
			html,
			optional: false,
			onlyWhile: [],
			validUntil: null,
			files: [],
		},
	]);
}

/** What is said several times, once. */
function counted(texts: readonly string[]): { text: string; count: number }[] {
	return [...Map.groupBy(texts, (text) => text)].map(([text, same]) => ({ text, count: same.length }));
}
