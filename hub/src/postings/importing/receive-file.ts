import { createHash } from "node:crypto";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { problem } from "@kontor/protocol";
import { readStatementEvents } from "@kontor/statements";
import type { StatementFile } from "./statement-file.ts";

/** Two million postings of camt.053 with room to spare; what it takes is disk, not memory. */
const MOST_BYTES = 4 * 1024 ** 3;

/**
 * Puts an upload on disk while it arrives and works with it when it is complete: no transaction waits for a slow
 * sender, and half a file is no file. The file has no name from the beginning, so that nothing is left of it however this ends.
 * @throws ProblemError 413; 400 where the sender broke off
 */
export async function receiveFile<T>(
	body: Readable,
	work: (file: StatementFile) => Promise<T>,
	mostBytes = MOST_BYTES,
): Promise<T> {
	const handle = await nameless();
	try {
		const digest = await store(body, handle, mostBytes);
		return await work({
			digest,
			events: (options) =>
				readStatementEvents(handle.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Buffer>, options),
		});
	} finally {
		await handle.close();
	}
}

async function store(body: Readable, handle: FileHandle, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
	const hash = createHash("sha256");
	let size = 0;
	try {
		// Kept open, so that a refusal can be answered.
		for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
			size += chunk.length;
			if (size > mostBytes) throw problem("TOO_LARGE", { detail: `a file may have ${mostBytes} bytes` });
			hash.update(chunk);
			await handle.writeFile(chunk);
		}
	} catch (error) {
		if (body.errored === null && !body.readableAborted) throw error;
		throw problem("INVALID_REQUEST", { detail: "the body is incomplete" });
	}
	return new Uint8Array(hash.digest());
}

async function nameless(): Promise<FileHandle> {
	const folder = await mkdtemp(join(tmpdir(), "kontor-import-"));
	try {
		return await open(join(folder, "file"), "wx+", 0o600);
	} finally {
		await rm(folder, { recursive: true });
	}
}
