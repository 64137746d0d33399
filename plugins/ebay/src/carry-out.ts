import { afterWrite, type Command, type DeclineCode, type Outcome } from "@kontor/connector";
import type { Api } from "./client.ts";
import { declineOf } from "./error-ids.ts";
import * as faults from "./faults.ts";
import { observedOf } from "./mapping.ts";
import { findOrder } from "./orders.ts";
import type { EbayOrder } from "./shapes.ts";
import { statusesOf } from "./statuses.ts";

/** What came of looking at the order, and of writing where that was right. */
export type Verdict = "applied" | "already-applied" | Declined;

export interface Declined {
	readonly code: DeclineCode;
	/** For us, in English. */
	readonly detail: string;
}

export interface Deed {
	readonly act: (order: EbayOrder, api: Api) => Promise<Verdict>;
	/** Whether eBay shows, after "applied", what it accepted. */
	readonly isDone: (order: EbayOrder) => boolean;
}

/**
 * The frame of every command: read, let `act` decide and write, read back, report what eBay now says. Once something was
 * written no fault may claim that nothing was.
 */
export async function carryOut(api: Api, command: Command, { act, isDone }: Deed): Promise<Outcome> {
	let written = false;
	const observing: Api = {
		...api,
		async ask(call) {
			const answer = await api.ask(call);
			written ||= call.effect === "write";
			return answer;
		},
	};
	try {
		const before = await findOrder(observing, command.orderRef);
		if (before === null) return gone(command);
		const verdict = await act(before, observing).catch((error: unknown) => declined(error, written));
		const after = await findOrder(observing, command.orderRef);
		if (after === null) return gone(command);
		if (verdict === "applied" && !isDone(after)) throw faults.notReadBack(command.kind);
		const observed = observedOf(after);
		return typeof verdict === "string" ? { status: verdict, observed } : { status: "declined", ...verdict, observed };
	} catch (error) {
		throw written ? afterWrite(error) : error;
	}
}

function gone({ orderRef }: Command): Outcome {
	return { status: "declined", code: "order-gone", detail: `no order ${orderRef}`, observed: null };
}

/** Of what eBay refuses, some is an answer to the command; after a write nothing is. */
function declined(error: unknown, written: boolean): Declined {
	const code = !written && error instanceof faults.EbayRefusal ? declineOf(error.errorIds) : undefined;
	if (code === undefined || !(error instanceof Error)) throw error;
	return { code, detail: error.message };
}

/** Null where eBay shows what the hub last saw; else the merchant decided otherwise there (PRODUCT E4). */
export function changedMeanwhile(order: EbayOrder, { expect }: Command): Declined | null {
	const now = statusesOf(order);
	const changed = Object.entries(expect).filter(
		([machine, status]) => machine !== "fulfillment" && now[machine] !== status,
	);
	if (changed.length === 0) return null;
	return { code: "changed-meanwhile", detail: `expected ${JSON.stringify(expect)}, found ${JSON.stringify(now)}` };
}

export function wrongState(order: EbayOrder, why: string): Declined {
	return { code: "wrong-state", detail: `${why}: ${JSON.stringify(statusesOf(order))}` };
}

/** eBay has no status that can be written; those it shows follow from payment, shipment and cancellation. */
export function assertWritable(command: Command, machine: string, status: string): void {
	if (command.status === null || (command.status.machine === machine && command.status.status === status)) return;
	throw faults.known("bad-config", "EBAY_STATUS_NOT_WRITABLE", command.kind);
}
