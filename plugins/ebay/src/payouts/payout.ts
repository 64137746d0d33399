import type { PayoutAnswer, PayoutQuestion } from "@kontor/connector";
import type * as z from "zod";
import type { Api, Call } from "../client.ts";
import { EbayRefusal } from "../faults.ts";
import type { Shop } from "../manifest.ts";
import { toMoney } from "../mapping.ts";
import { carriesReference, payoutTraceIn } from "./posting.ts";
import { Payout, Payouts, type Transaction, Transactions } from "./shapes.ts";
import { splitPayout } from "./split.ts";

const API = "/sell/finances/v1";
const DAY_MS = 86_400_000;
/** A payout is with the bank one to four working days later; holidays come on top. */
const ON_ITS_WAY_DAYS = 12;
const PAYOUTS = 200;
/** The most eBay gives at a time. */
const TRANSACTIONS = 1000;
/** Not failed, and not taken back. */
const SENT = ["INITIATED", "SUCCEEDED"];

type FoundBy = Extract<PayoutAnswer, { outcome: "split" }>["foundBy"];

/** What of a posting belongs to which order: see `PayoutQuestion` and `PayoutAnswer`. Only reads. */
export async function payout(ctx: Shop, api: Api, question: PayoutQuestion): Promise<PayoutAnswer> {
	const trace = payoutTraceIn(question);
	if (trace === null) return { outcome: "no-payout" };
	const found = (await byId(api, question, trace.payoutIds)) ?? (await byList(api, question));
	if (found === null) return { outcome: "not-found", tried: [...trace.payoutIds] };
	const { payoutId } = found.payout;
	const { amount, lines, charges, difference } = splitPayout(found.payout, await transactionsOf(api, payoutId));
	if (difference.minor !== 0) {
		ctx.log("payout-incomplete", { payoutId });
		return { outcome: "incomplete", payoutId, difference };
	}
	const payoutDate = new Date(found.payout.payoutDate).toISOString();
	const parts = { amount, lines: [...lines], charges: [...charges] };
	return { outcome: "split", payoutId, payoutDate, foundBy: found.by, ...parts };
}

interface Found {
	readonly payout: Payout;
	readonly by: FoundBy;
}

async function byId(api: Api, question: PayoutQuestion, ids: readonly string[]): Promise<Found | null> {
	for (const id of ids) {
		const given = await ask(api, "getPayout", `/payout/${id}`, Payout).catch((error: unknown) => {
			if (error instanceof EbayRefusal && error.details.http?.status === 404) return null;
			throw error;
		});
		if (given !== null && fits(given, question)) return { payout: given, by: "payout-id" };
	}
	return null;
}

/** Of the payouts of the days before: the one whose reference the posting carries, or the only one of its amount. */
async function byList(api: Api, question: PayoutQuestion): Promise<Found | null> {
	const booked = Date.parse(`${question.bookedOn}T00:00:00Z`);
	const from = new Date(booked - ON_ITS_WAY_DAYS * DAY_MS).toISOString();
	const to = new Date(booked + DAY_MS).toISOString();
	const all: Payout[] = [];
	for (let total = 1; all.length < total; ) {
		const filter = encodeURIComponent(`payoutDate:[${from}..${to}]`);
		const path = `/payout?filter=${filter}&limit=${PAYOUTS}&offset=${all.length}`;
		const page = await ask(api, "getPayouts", path, Payouts);
		const payouts = page?.payouts ?? [];
		if (payouts.length === 0) break;
		all.push(...payouts);
		total = page?.total ?? all.length;
	}
	const fitting = all.filter((one) => fits(one, question));
	const named = fitting.filter(({ bankReference, payoutReference }) =>
		[bankReference, payoutReference].some((given) => given !== undefined && carriesReference(question, given)),
	);
	const [only, ...more] = named.length > 0 ? named : fitting;
	if (only === undefined || more.length > 0) return null;
	return { payout: only, by: named.length > 0 ? "bank-reference" : "amount-and-date" };
}

function fits({ amount, payoutStatus }: Payout, question: PayoutQuestion): boolean {
	const paid = toMoney(amount);
	return (
		SENT.includes(payoutStatus) && paid.minor === question.amount.minor && paid.currency === question.amount.currency
	);
}

/** All of them: eBay documents that it ignores the limit here, and so it may as well not. */
async function transactionsOf(api: Api, payoutId: string): Promise<Transaction[]> {
	const all = new Map<string, Transaction>();
	for (let offset = 0, total = 1; offset < total; ) {
		const filter = encodeURIComponent(`payoutId:{${payoutId}}`);
		const path = `/transaction?filter=${filter}&limit=${TRANSACTIONS}&offset=${offset}`;
		const page = await ask(api, "getTransactions", path, Transactions);
		const transactions = page?.transactions ?? [];
		if (transactions.length === 0) break;
		for (const one of transactions) all.set(`${one.transactionType} ${one.transactionId} ${one.bookingEntry}`, one);
		offset += transactions.length;
		total = page?.total ?? offset;
	}
	return [...all.values()];
}

async function ask<T>(api: Api, name: string, path: string, answer: z.ZodType<T>): Promise<T> {
	const call: Call<T> = { name, host: "apiz", path: `${API}${path}`, effect: "read", signed: true, answer };
	return (await api.ask(call)).data;
}
