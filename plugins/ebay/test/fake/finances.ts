import { type Answer, type Asking, refusal } from "./answer.ts";
import { fitting } from "./order-node.ts";
import { hasValidSignature } from "./signed-request.ts";
import type { Ebay, StoredPayout } from "./state.ts";

/** Transactions at a time, so that a large payout comes in pages. */
const PER_PAGE = 40;

/** The Finances API of a seller in the EU: every call signed. 204 without a body where there is nothing. */
export function finances(ebay: Ebay, asking: Asking, path: string): Answer {
	const { url, raw } = asking;
	if (!hasValidSignature(ebay, asking)) return refusal(403, 215_120, "Signature validation failed", "ACCESS");
	if (/[[\]{}|]/.test(raw)) return refusal(400, 135_004, "The value of payout date filter is invalid.", "API_FINANCES");
	const [, id] = /^\/payout\/([^/]+)$/.exec(path) ?? [];
	if (id !== undefined) {
		const payout = ebay.payouts.find(({ payoutId }) => payoutId === id);
		if (payout === undefined) return refusal(404, 135_001, "The payout id was not found.", "API_FINANCES");
		return { status: 200, body: fitting("finances", "Payout", nodeOf(payout)) };
	}
	const filter = url.searchParams.get("filter") ?? "";
	const offset = Number(url.searchParams.get("offset") ?? 0);
	if (path === "/payout") return payouts(ebay, filter, offset, url.href);
	const [, payoutId] = /^payoutId:\{(.+)\}$/.exec(filter) ?? [];
	const all = ebay.payouts.find((one) => one.payoutId === payoutId)?.transactions ?? [];
	if (all.length === 0) return { status: 204 };
	const transactions = all.slice(offset, offset + PER_PAGE);
	const body = { href: url.href, total: all.length, limit: PER_PAGE, offset, transactions };
	return { status: 200, body: fitting("finances", "Transactions", body) };
}

function payouts(ebay: Ebay, filter: string, offset: number, href: string): Answer {
	const [, from = "", to = ""] = /^payoutDate:\[(.+)\.\.(.+)\]$/.exec(filter) ?? [];
	const all = ebay.payouts.filter(({ payoutDate }) => payoutDate >= from && payoutDate <= to);
	if (all.length === 0) return { status: 204 };
	const body = { href, total: all.length, limit: 2, offset, payouts: all.slice(offset, offset + 2).map(nodeOf) };
	return { status: 200, body: fitting("finances", "Payouts", body) };
}

function nodeOf(stored: StoredPayout): object {
	const { transactions, ...payout } = stored;
	if (transactions.length === 0) throw new Error("a payout has at least one transaction");
	return { ...payout, payoutInstrument: { instrumentType: "BankAccount", accountLastFourDigits: "4711" } };
}
