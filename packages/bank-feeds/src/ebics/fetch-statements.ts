import type { Day } from "@kontor/connector";
import type { FeedError, FilePayload } from "../feed.ts";
import { downloadParameters, isEndOfDay, type StatementKind } from "./business-transactions.ts";
import { type Download, download } from "./download.ts";
import { NOT_FOR_US, RefusedByBank } from "./return-codes.ts";
import { type EbicsContext, openSession, type Session } from "./session.ts";

const PIECE_BYTES = 64 * 1024;

/**
 * Fetches the statements of all accounts of the subscriber: the bank packs them into one file. A file is acknowledged when it
 * was taken over; a process that dies before gets it again.
 */
export async function* fetchStatements(context: EbicsContext, since: Day): AsyncIterable<FilePayload> {
	const session = openSession(context);
	const refusals: { readonly kind: StatementKind; readonly error: FeedError }[] = [];
	for (const kind of context.config.statements) {
		try {
			yield* fetchKind(context, session, kind, since);
		} catch (error) {
			// One kind that this subscriber may not fetch does not keep the others back.
			if (!(error instanceof RefusedByBank && NOT_FOR_US.has(error.code))) throw error;
			refusals.push({ kind, error });
		}
	}
	// What is said during the day comes again at its end, so only a refused end of day, or all of them, loses anything.
	const grave = refusals.find(({ kind }) => isEndOfDay(kind)) ?? refusals[0];
	const all = refusals.length === context.config.statements.length;
	if (grave !== undefined && (all || isEndOfDay(grave.kind))) throw grave.error;
}

/**
 * What the bank has not delivered yet, and once a day everything by date as well: at some banks other software of the same
 * customer takes what is new away, and statements come late for days that were fetched already.
 */
async function* fetchKind(context: EbicsContext, session: Session, kind: StatementKind, since: Day) {
	const { onlyByDate } = context.config;
	const today = bankDay(context.now());
	const from = since < today ? since : today;
	const last = session.memory().byDate[kind];
	if (onlyByDate || last?.on !== today || from < last.from) {
		const asked = downloadOf(session, context, kind, { from, to: today });
		const taken = yield* deliver(asked, `BTD ${kind} ${from} to ${today}`);
		if (taken) await session.change({ byDate: { ...session.memory().byDate, [kind]: { on: today, from } } });
	}
	if (!onlyByDate) yield* deliver(downloadOf(session, context, kind), `BTD ${kind} new`);
}

function downloadOf(
	session: Session,
	{ config }: EbicsContext,
	kind: StatementKind,
	days?: { readonly from: Day; readonly to: Day },
): Promise<Download | undefined> {
	return download(session, { order: "BTD", parameters: downloadParameters(kind, config, days) });
}

/** @returns whether all there was has been taken over */
async function* deliver(asked: Promise<Download | undefined>, name: string): AsyncGenerator<FilePayload, boolean> {
	const found = await asked;
	if (found === undefined) return true;
	let taken: "imported" | "failed" | undefined;
	try {
		yield {
			type: "file",
			name,
			async *open() {
				for (let at = 0; at < found.bytes.length; at += PIECE_BYTES) yield found.bytes.subarray(at, at + PIECE_BYTES);
			},
			async taken(as) {
				if (taken !== undefined) return;
				taken = as;
				await found.receipt(as === "imported");
			},
		};
	} finally {
		// Whoever goes on without a word has not stored it.
		if (taken === undefined) await found.receipt(false).catch(() => undefined);
	}
	return taken === "imported";
}

/** Banks count their days by their own clock. */
function bankDay(now: Date): Day {
	return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(now);
}
