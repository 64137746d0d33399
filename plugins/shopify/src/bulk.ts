import { setTimeout as delay } from "node:timers/promises";
import { ConnectorError } from "@kontor/connector";
import type { Api } from "./client.ts";
import { BULK, RECENT_BULKS, RUN_BULK } from "./documents.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import type { Bulk } from "./shapes.ts";

/**
 * A bulk operation: Shopify writes the whole answer of a query to a file of JSON lines, which costs a handful of points
 * instead of thousands, and stays as it is for a week. So a page is a piece of that file, and a reader who stopped goes on
 * at the byte where it stopped.
 */

/** Some hundred orders. */
const PIECE_BYTES = 1024 * 1024;
/** One order with a note of any length. */
const MOST_PIECE_BYTES = 16 * PIECE_BYTES;
const POLL_MS = [0, 250, 500, 1000, 2000];
/** How long another operation of the app may take before it is worth asking again. */
const IN_PROGRESS_MS = 20_000;
const RUNNING = ["CREATED", "RUNNING"];

export interface Started {
	readonly id: string;
	/** By the shop's clock: what changes from here on is not in the file for sure. */
	readonly at: string;
}

/**
 * Begins the operation, or finds the same one that is under way already, or was completed not longer than so many
 * milliseconds ago: whoever had begun it was stopped before it ended.
 */
export async function runBulk(ctx: Shop, api: Api, query: string, notOlderMs: number): Promise<Started> {
	const { data: recent } = await api.ask(RECENT_BULKS);
	const same = recent.bulkOperations.nodes.find((one) => one.query === query && isUsable(one, ctx.now(), notOlderMs));
	if (same !== undefined) return { id: same.id, at: same.createdAt };
	const { data, date } = await api.ask(RUN_BULK, { query });
	const { bulkOperation, userErrors = [] } = data.bulkOperationRunQuery ?? {};
	if (userErrors.some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED")) {
		throw faults.throttled("KontorRunBulk", IN_PROGRESS_MS);
	}
	if (bulkOperation == null) throw faults.unexpected("KontorRunBulk", "a bulk operation");
	return { id: bulkOperation.id, at: date ?? ctx.now().toISOString() };
}

function isUsable({ status, completedAt }: Bulk, now: Date, notOlderMs: number): boolean {
	if (RUNNING.includes(status)) return true;
	return status === "COMPLETED" && completedAt !== null && now.getTime() - Date.parse(completedAt) < notOlderMs;
}

/** Waits for the operation's end. Null where it failed, was cancelled, or its file is not kept any more. */
export async function awaitBulk(ctx: Shop, api: Api, id: string): Promise<Bulk | null> {
	for (let poll = 0; ; poll++) {
		await delay(POLL_MS[poll] ?? POLL_MS.at(-1), undefined, { signal: ctx.signal }).catch(() => {});
		if (ctx.signal.aborted) throw faults.stopped("KontorBulk");
		const { bulkOperation } = (await api.ask(BULK, { id })).data;
		if (bulkOperation?.status === "COMPLETED") return bulkOperation;
		if (bulkOperation === null || !RUNNING.includes(bulkOperation.status)) return null;
	}
}

export interface Piece {
	readonly nodes: readonly unknown[];
	/** The byte behind the last whole line. */
	readonly at: number;
	readonly end: boolean;
}

/** The file from a byte on, piece by piece; an operation that found nothing has no file. */
export async function* pieces(ctx: Shop, { url, fileSize }: Bulk, from: number): AsyncGenerator<Piece> {
	if (url === null) {
		yield { nodes: [], at: from, end: true };
		return;
	}
	let size = PIECE_BYTES;
	for (let at = from; ; ) {
		const { bytes, total } = await download(ctx, url, at, size);
		const whole = total ?? fileSize ?? at + bytes.length;
		const last = at + bytes.length >= whole;
		const until = last ? bytes.length : bytes.lastIndexOf(0x0a) + 1;
		if (until === 0 && !last) {
			size *= 2;
			if (size > MOST_PIECE_BYTES) throw faults.unexpected("bulk file", "lines of a sensible length");
			continue;
		}
		at += until;
		yield { nodes: linesOf(bytes.subarray(0, until)), at, end: last };
		if (last) return;
	}
}

async function download(ctx: Shop, url: string, at: number, size: number) {
	try {
		// The file lies with another company: no token is sent there.
		const response = await ctx.http(url, {
			headers: { range: `bytes=${at}-${at + size - 1}` },
			signal: ctx.signal,
		});
		const bytes = Buffer.from(await response.arrayBuffer());
		if (response.status === 416) return { bytes: Buffer.alloc(0), total: at };
		if (response.status === 200) return { bytes: bytes.subarray(at), total: bytes.length };
		if (response.status !== 206) throw faults.known("unavailable", "SHOPIFY_BUSY", `bulk file ${response.status}`);
		const [, total] = /\/(\d+)$/.exec(response.headers.get("content-range") ?? "") ?? [];
		return { bytes, total: total === undefined ? undefined : Number(total) };
	} catch (error) {
		throw error instanceof ConnectorError ? error : faults.ofFailure("read", "bulk file", error);
	}
}

function linesOf(bytes: Buffer): unknown[] {
	return bytes
		.toString("utf8")
		.split("\n")
		.filter((line) => line.trim() !== "")
		.map((line) => faults.parsed("read", "bulk file", line));
}
