import { afterWrite, type Command, type DeclineCode, type Outcome } from "@kontor/connector";
import { type Answer, type Api, connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { observedOf, statusesOf } from "./mapping.ts";
import { findOrder } from "./orders.ts";
import { WooNotes, type WooOrder } from "./shapes.ts";
import { signature } from "./traces.ts";

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
	act: (order: WooOrder, api: Api) => Promise<Verdict>,
): Promise<Outcome> {
	const { api, hasWritten } = observing(connectTo(ctx));
	try {
		const before = await findOrder(api, command.orderRef);
		const verdict = before === null ? null : await act(before, api);
		const after = verdict === null ? null : await findOrder(api, command.orderRef);
		if (verdict === null || after === null) return gone(command);
		const observed = observedOf(after, ctx.scope.mapping);
		return typeof verdict === "string" ? { status: verdict, observed } : { status: "declined", ...verdict, observed };
	} catch (error) {
		if (faults.isUnknownId(error)) return gone(command);
		throw hasWritten() ? afterWrite(error) : error;
	}
}

function observing(api: Api): { api: Api; hasWritten: () => boolean } {
	let written = false;
	const write = async (answer: Promise<Answer>) => {
		const arrived = await answer;
		written = true;
		return arrived;
	};
	return {
		hasWritten: () => written,
		api: {
			get: api.get,
			post: (path, body) => write(api.post(path, body)),
			put: (path, body) => write(api.put(path, body)),
			delete: (path, query) => write(api.delete(path, query)),
		},
	};
}

function gone(command: Command): Outcome {
	return { status: "declined", code: "order-gone", detail: `no order ${command.orderRef}`, observed: null };
}

/**
 * Null where the shop shows what the hub last saw, or `target` already; else the merchant decided otherwise there
 * (PRODUCT E4).
 */
export function changedMeanwhile(order: WooOrder, { expect }: Command, target?: string | null): Declined | null {
	if (order.status === target) return null;
	const now = statusesOf(order);
	const changed = Object.entries(expect).filter(([machine, status]) => now[machine] !== status);
	if (changed.length === 0) return null;
	return { code: "changed-meanwhile", detail: `expected ${JSON.stringify(expect)}, found ${JSON.stringify(now)}` };
}

export async function isNoted(api: Api, order: WooOrder, command: Command): Promise<boolean> {
	const { body } = await api.get(`orders/${order.id}/notes`, { type: "internal" });
	const notes = WooNotes.safeParse(body);
	if (!notes.success) throw faults.unexpected("GET orders/:id/notes", "a list of notes");
	return notes.data.some(({ note }) => note.includes(signature(command.id)));
}

/** A note only the merchant sees. WordPress allows some HTML in it, so what could begin a tag is taken out. */
export async function addNote(api: Api, order: WooOrder, command: Command, text: string): Promise<void> {
	const note = `${text.replaceAll("<", "‹")} ${signature(command.id)}`;
	await api.post(`orders/${order.id}/notes`, { note, customer_note: false });
}
