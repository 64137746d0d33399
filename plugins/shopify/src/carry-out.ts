import { afterWrite, type Command, type DeclineCode, type Outcome } from "@kontor/connector";
import type { Api } from "./client.ts";
import * as faults from "./faults.ts";
import { observedOf } from "./mapping.ts";
import { findOrder } from "./orders.ts";
import type { Payload, ShopifyOrder } from "./shapes.ts";
import { statusesOf } from "./statuses.ts";

/** What came of looking at the order, and of writing where that was right. */
export type Verdict = "applied" | "already-applied" | Declined;

export interface Declined {
	readonly code: DeclineCode;
	/** For us, in English. */
	readonly detail: string;
}

/**
 * The frame of every command: read, let `act` decide and write, read back, report what the shop now says. Once something
 * was written no fault may claim that nothing was.
 */
export async function carryOut(
	api: Api,
	command: Command,
	act: (order: ShopifyOrder, api: Api) => Promise<Verdict>,
): Promise<Outcome> {
	let written = false;
	const observing: Api = {
		async ask(document, variables) {
			const answer = await api.ask(document, variables);
			written ||= document.effect === "write";
			return answer;
		},
	};
	try {
		const before = await findOrder(observing, command.orderRef);
		const verdict = before === null ? null : await act(before, observing);
		const after = verdict === null ? null : await findOrder(observing, command.orderRef);
		if (verdict === null || after === null) {
			return { status: "declined", code: "order-gone", detail: `no order ${command.orderRef}`, observed: null };
		}
		const observed = observedOf(after);
		return typeof verdict === "string" ? { status: verdict, observed } : { status: "declined", ...verdict, observed };
	} catch (error) {
		throw written ? afterWrite(error) : error;
	}
}

/** Null where the shop shows what the hub last saw; else the merchant decided otherwise there (PRODUCT E4). */
export function changedMeanwhile(order: ShopifyOrder, { expect }: Command): Declined | null {
	const now = statusesOf(order);
	const changed = Object.entries(expect).filter(
		([machine, status]) => machine !== "fulfillment" && now[machine] !== status,
	);
	if (changed.length === 0) return null;
	return { code: "changed-meanwhile", detail: `expected ${JSON.stringify(expect)}, found ${JSON.stringify(now)}` };
}

/** What Shopify objects to in an answer that is otherwise a success; null where it does not. */
export function refusedBy(...payloads: readonly (Payload | null | undefined)[]): Declined | null {
	const errors = payloads.flatMap((payload) => [
		...(payload?.userErrors ?? []),
		...(payload?.orderCancelUserErrors ?? []),
	]);
	if (errors.length === 0) return null;
	const detail = errors.map(({ code, message }) => `${code ?? "REFUSED"}: ${message}`).join("; ");
	const amount = errors.some(({ code }) => /AMOUNT|CURRENCY/.test(code ?? ""));
	return { code: amount ? "amount-mismatch" : "wrong-state", detail };
}

export function statusNotWritable(command: Command): Error {
	return faults.known("bad-config", "SHOPIFY_STATUS_NOT_WRITABLE", command.kind);
}
