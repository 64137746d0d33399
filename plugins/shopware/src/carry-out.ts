import { afterWrite, type Command, type DeclineCode, type Outcome } from "@kontor/connector";
import { type Api, connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { observedOf, statusesOf } from "./mapping.ts";
import { findOrder } from "./orders.ts";
import type { SwOrder } from "./shapes.ts";

/** What came of looking at the order, and of writing where that was right. */
export type Verdict = "applied" | "already-applied" | Declined;

export interface Declined {
	readonly code: DeclineCode;
	/** For us, in English. */
	readonly detail: string;
}

/**
 * The frame of every command: read, let `act` decide and write, read back, report what the shop now says. An order that
 * vanishes in between is gone, whichever call notices. Once something was written no fault may claim that nothing was.
 */
export async function carryOut(
	ctx: Shop,
	command: Command,
	act: (order: SwOrder, api: Api) => Promise<Verdict>,
): Promise<Outcome> {
	const { api, hasWritten } = observing(connectTo(ctx));
	try {
		const before = await findOrder(api, command.orderRef);
		const verdict = before === null ? null : await decide(before, api, act, hasWritten);
		const after = verdict === null ? null : await findOrder(api, command.orderRef);
		if (verdict === null || after === null) return gone(command);
		const observed = observedOf(after);
		return typeof verdict === "string" ? { status: verdict, observed } : { status: "declined", ...verdict, observed };
	} catch (error) {
		if (faults.isUnknownId(error)) return gone(command);
		throw hasWritten() ? afterWrite(error) : error;
	}
}

/** A state that somebody changed in the moment before the transition, which the shop then refuses. */
async function decide(
	order: SwOrder,
	api: Api,
	act: (order: SwOrder, api: Api) => Promise<Verdict>,
	hasWritten: () => boolean,
): Promise<Verdict> {
	try {
		return await act(order, api);
	} catch (error) {
		if (hasWritten() || !faults.isIllegalTransition(error)) throw error;
		return { code: "changed-meanwhile", detail: "the shop refused the transition it had just offered" };
	}
}

function observing(api: Api): { api: Api; hasWritten: () => boolean } {
	let written = false;
	const write = async (sent: Promise<void>) => {
		await sent;
		written = true;
	};
	return {
		hasWritten: () => written,
		api: {
			...api,
			post: (path, body) => write(api.post(path, body)),
			patch: (path, body) => write(api.patch(path, body)),
		},
	};
}

function gone(command: Command): Outcome {
	return { status: "declined", code: "order-gone", detail: `no order ${command.orderRef}`, observed: null };
}

/**
 * Null where each machine shows what the hub last saw, or the wanted status already; else the merchant decided otherwise
 * there (PRODUCT E4). Machines that the command does not touch may have moved on: goods that left do not undo a payment.
 */
export function changedMeanwhile(
	order: SwOrder,
	{ expect }: Command,
	wanted: Readonly<Record<string, string | null>>,
): Declined | null {
	const now = statusesOf(order);
	const changed = Object.entries(wanted).filter(([machine, target]) => {
		const seen = expect[machine];
		return now[machine] !== target && seen !== undefined && now[machine] !== seen;
	});
	if (changed.length === 0) return null;
	return { code: "changed-meanwhile", detail: `expected ${JSON.stringify(expect)}, found ${JSON.stringify(now)}` };
}

/** Shopware takes payments of cancelled orders, too (observed): that it is one, the hub has to know (PRODUCT D6). */
export function cancelledMeanwhile(order: SwOrder, { expect }: Command): Declined | null {
	const cancelled = order.stateMachineState.technicalName === "cancelled";
	if (!cancelled || expect.order === "cancelled") return null;
	return { code: "changed-meanwhile", detail: "the order was cancelled in the shop" };
}
