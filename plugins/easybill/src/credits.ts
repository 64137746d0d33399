import type { Api } from "./client.ts";
import { type DocumentPage, listDocuments } from "./documents.ts";
import type { EasybillDocument } from "./shapes.ts";

/**
 * What customers owe less because of a credit note (CREDIT) that names its invoice, in hundredths by the invoice's id.
 *
 * Only a credit note that is open counts. One that is settled was paid out, and then the invoice is owed in full, or was
 * booked on the invoice as a payment, and then it stands in `paid_amount` already.
 */
export type Credits = ReadonlyMap<number, number>;

const NONE: Credits = new Map();
const OPEN_CREDITS = { type: "CREDIT", is_draft: 0, paid_at: "null" };
const CREDIT_CANCELLATIONS = { type: "STORNO_CREDIT", is_draft: 0 };

/** All there are, and easybill's clock before they were read. */
export async function allCredits(api: Api): Promise<{ credits: Credits; date: Date }> {
	const first = await listDocuments(api, OPEN_CREDITS, 1, () => {});
	const credits = [...first.documents];
	for (let page = 2; page <= first.pages; page++) {
		credits.push(...(await listDocuments(api, OPEN_CREDITS, page, () => {})).documents);
	}
	return { credits: await inForce(api, credits), date: first.date };
}

/** Those of one invoice; one that is settled is not asked for. */
export async function creditsOf(api: Api, { id, paid_at, cancel_id }: EasybillDocument): Promise<Credits> {
	if (paid_at !== null || cancel_id !== null) return NONE;
	return inForce(api, (await listDocuments(api, { ...OPEN_CREDITS, ref_id: id }, 1, () => {})).documents);
}

/** A cancelled credit note is known by its cancellation only: `cancel_id` is promised for invoices alone. */
async function inForce(api: Api, found: readonly EasybillDocument[]): Promise<Credits> {
	const credits = found.filter(({ type, ref_id, cancel_id }) => type === "CREDIT" && ref_id !== null && !cancel_id);
	if (credits.length === 0) return NONE;
	const cancelled = new Set<number | null>();
	for (let page = 1, pages = 1; page <= pages; page++) {
		const answer: DocumentPage = await listDocuments(api, CREDIT_CANCELLATIONS, page, () => {});
		for (const { ref_id } of answer.documents) cancelled.add(ref_id);
		pages = answer.pages;
	}
	const sums = new Map<number, number>();
	for (const { id, ref_id, amount } of credits) {
		if (cancelled.has(id) || ref_id === null) continue;
		// Whether a credit note's amount is negative is documented nowhere; that of a cancellation is.
		sums.set(ref_id, (sums.get(ref_id) ?? 0) + Math.abs(amount));
	}
	return sums;
}
