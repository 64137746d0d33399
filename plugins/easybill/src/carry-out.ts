import { afterWrite, type Command, type DeclineCode, type Outcome } from "@kontor/connector";
import type { Answer, Api } from "./client.ts";
import { findInvoice } from "./documents.ts";
import { observedOf } from "./mapping.ts";
import type { EasybillDocument } from "./shapes.ts";
import { CANCELLED, isPaidFurther, MACHINE, statusOf } from "./statuses.ts";

/** What came of looking at the invoice, and of writing where that was right. */
export type Verdict = "applied" | "already-applied" | Declined;

export interface Declined {
	readonly code: DeclineCode;
	/** For us, in English. */
	readonly detail: string;
}

/**
 * The frame of every command: read, let `act` decide and write, read back, report what easybill now says. Once something
 * was written no fault may claim that nothing was.
 */
export async function carryOut(
	given: Api,
	command: Command,
	act: (invoice: EasybillDocument, api: Api) => Promise<Verdict>,
): Promise<Outcome> {
	const { api, hasWritten } = observing(given);
	try {
		const before = await findInvoice(api, command.orderRef);
		const verdict = before === null ? null : await act(before, api);
		// What was only looked at need not be read again: calls are scarce.
		const looked = verdict !== "applied" && !hasWritten();
		const after = looked ? before : await findInvoice(api, command.orderRef);
		if (verdict === null || after === null) {
			return { status: "declined", code: "order-gone", detail: `no invoice ${command.orderRef}`, observed: null };
		}
		const observed = observedOf(after);
		return typeof verdict === "string" ? { status: verdict, observed } : { status: "declined", ...verdict, observed };
	} catch (error) {
		throw hasWritten() ? afterWrite(error) : error;
	}
}

function observing(api: Api): { api: Api; hasWritten: () => boolean } {
	let written = false;
	const write = async <T>(answer: Promise<T>): Promise<T> => {
		const arrived = await answer;
		written = true;
		return arrived;
	};
	return {
		hasWritten: () => written,
		api: {
			...api,
			post: (path, body, query) => write<Answer>(api.post(path, body, query)),
			put: (path, body) => write<Answer>(api.put(path, body)),
			delete: (path) => write(api.delete(path)),
		},
	};
}

/**
 * What the merchant decided meanwhile (PRODUCT E4): he cancelled the invoice, or recorded payments himself. That fewer
 * payments are recorded than were seen decides nothing; a command of ours may have been stopped half-way.
 */
export function changedMeanwhile(invoice: EasybillDocument, { expect }: Command): Declined | null {
	const [before = "", now] = [expect[MACHINE], statusOf(invoice)];
	if (before === now || (now !== CANCELLED && !isPaidFurther(before, now))) return null;
	return { code: "changed-meanwhile", detail: `expected ${before}, found ${now}` };
}

export function cancelled(invoice: EasybillDocument): Declined | null {
	return statusOf(invoice) === CANCELLED ? { code: "wrong-state", detail: "the invoice is cancelled" } : null;
}
