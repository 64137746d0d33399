import { randomUUID } from "node:crypto";
import type { Text } from "@kontor/connector";
import { painFile, type Transfer } from "@kontor/documents";
import { problem, RepaymentBatch } from "@kontor/protocol";
import { dayIn, leavesOn, REPAYMENT_FAULTS } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { RepaymentBatch as BatchRow } from "../db/generated/client.ts";
import { type Repayable, repayable } from "./repayable.ts";
import { repaymentRules, type StoredRepayment, stored } from "./stored-repayment.ts";
import { newEndToEndId, newTransfers } from "./transfers.ts";

interface Made {
	readonly batch: RepaymentBatch | null;
	readonly leftOut: { readonly repayment: string; readonly text: Text }[];
}

/**
 * Puts what was approved and may leave into one file. File and repayments are written together: none is in two files, whoever asks
 * twice, and however often (K1).
 * @throws ProblemError 404 for the account, 409 where no file can be made from it
 */
export async function createBatch(tx: MerchantTransaction, accountId: string, by: string): Promise<Made> {
	const { merchantId } = tx;
	const account = await tx.model.account.findUnique({ where: { merchantId_id: { merchantId, id: accountId } } });
	if (account === null) throw problem("NOT_FOUND", { detail: "no such account" });
	const merchant = await tx.model.merchant.findUniqueOrThrow({ where: { id: merchantId } });
	const { timeZone, settings } = await repaymentRules(tx);
	const today = dayIn(timeZone, tx.now);
	const leftOut: Made["leftOut"] = [];
	const approved = await lockApproved(tx);
	const books = await repayable(
		tx,
		approved.map(({ orderId }) => orderId),
	);
	const ready = approved.filter((one) => {
		const why = whyNotNow(one) ?? whyNotAnyMore(books, one);
		if (why !== null) leftOut.push({ repayment: one.id, text: why });
		return why === null;
	});
	if (ready.length === 0) return { batch: null, leftOut };

	const id = randomUUID();
	// One that comes back leaves under another id: neither bank nor we take its second way for its first one.
	const endToEndIds = new Map(ready.map((one) => [one.id, newEndToEndId()]));
	const file = painFile({
		messageId: `KRB-${id.replaceAll("-", "").slice(0, 24).toUpperCase()}`,
		createdAt: tx.now.toISOString(),
		initiator: account.payeeName ?? merchant.name,
		...(merchant.country === "DE" && { charset: "german" }),
		batches: [
			{
				id: `KRB-${id.replaceAll("-", "").slice(0, 24).toUpperCase()}-1`,
				debtor: {
					name: account.payeeName ?? merchant.name,
					iban: account.number,
					...(account.bic !== null && { bic: account.bic }),
				},
				day: today,
				payments: ready.map((one) => transferOf(one, endToEndIds.get(one.id) ?? "")),
			},
		],
	});
	if (!file.ok) {
		const [first] = file.problems;
		throw problem("CONFLICT", {
			detail: file.problems.map(({ field, forMerchant }) => `${field}: ${forMerchant.en}`).join(" "),
			...(first !== undefined && { forMerchant: first.forMerchant }),
		});
	}
	const total = ready.reduce((sum, { amount }) => sum + amount, 0n);
	const batch = await tx.model.repaymentBatch.create({
		data: {
			merchantId,
			id,
			accountId,
			createdBy: by,
			createdAt: tx.now,
			payments: ready.length,
			total,
			file: file.value,
		},
	});
	await newTransfers(tx, id, endToEndIds);
	await tx.execute(
		`UPDATE repayments SET state = 'sent', updated_at = $3 WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])`,
		merchantId,
		ready.map((one) => one.id),
		tx.now,
	);
	return { batch: batchView(batch), leftOut };

	function whyNotNow({ arrangedAt, approvedAt, currency }: StoredRepayment): Text | null {
		if (currency !== "EUR") return NO_EURO;
		if (approvedAt === null) return null;
		const on = leavesOn({ arrangedOn: dayIn(timeZone, arrangedAt), approvedOn: dayIn(timeZone, approvedAt) }, settings);
		return on <= today ? null : waits(on);
	}
}

/** What it was to go back from may have been taken back since it was approved. */
function whyNotAnyMore(books: Repayable, one: StoredRepayment): Text | null {
	const { orderId, currency, payee, iban, confirmed } = one;
	const [fault] = books.faults(
		orderId,
		{ amount: { minor: Number(one.amount), currency }, payee, iban, confirmed },
		one,
	);
	return fault === undefined ? null : { de: REPAYMENT_FAULTS[fault].de, en: REPAYMENT_FAULTS[fault].en };
}

export function batchView({ id, accountId, createdAt, createdBy, payments, total }: BatchRow): RepaymentBatch {
	return RepaymentBatch.parse({
		id,
		createdBy,
		payments,
		account: accountId,
		createdAt: createdAt.toISOString(),
		total: { minor: Number(total), currency: "EUR" },
	});
}

async function lockApproved(tx: MerchantTransaction): Promise<StoredRepayment[]> {
	await tx.query(
		`SELECT FROM repayments WHERE merchant_id = $1::uuid AND state = 'approved' ORDER BY id FOR NO KEY UPDATE`,
		tx.merchantId,
	);
	const rows = await tx.model.repayment.findMany({
		where: { merchantId: tx.merchantId, state: "approved" },
		orderBy: [{ approvedAt: "asc" }, { id: "asc" }],
	});
	return rows.map(stored);
}

function transferOf({ amount, currency, payee, iban, text }: StoredRepayment, endToEndId: string): Transfer {
	return { endToEndId, amount: { minor: Number(amount), currency }, payee: { name: payee, iban }, text };
}

const NO_EURO = {
	de: "SEPA-Dateien sind nur in Euro: bitte über die Bank selbst überweisen und die Rückzahlung zurücknehmen.",
	en: "SEPA files are in euro only: please transfer it at the bank yourself, and take the repayment back.",
};

function waits(on: string): Text {
	return {
		de: `Die Wartezeit läuft bis ${on.split("-").reverse().join(".")}.`,
		en: `The waiting time lasts until ${on}.`,
	};
}
