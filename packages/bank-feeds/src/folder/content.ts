import { createHash } from "node:crypto";
import { FeedError } from "../feed.ts";
import { type FoundFile, openFile, unreadable } from "./inbox.ts";

export interface Content {
	/** SHA-256. */
	readonly hash: string;
	/** The same content again, in pieces. @throws FeedError where it is not the same any more */
	readonly open: () => AsyncGenerator<Uint8Array>;
}

/** What is in a file, never held as a whole; null where it changes or vanishes while it is read. */
export async function contentOf(file: FoundFile): Promise<Content | null> {
	const hash = createHash("sha256");
	try {
		for await (const piece of piecesOf(file)) hash.update(piece);
	} catch (error) {
		if (error instanceof Changed) return null;
		throw unreadable(error);
	}
	const expected = hash.digest("hex");
	return {
		hash: expected,
		async *open() {
			const again = createHash("sha256");
			for await (const piece of piecesOf(file)) {
				again.update(piece);
				yield piece;
			}
			if (again.digest("hex") !== expected) throw new Changed();
		},
	};
}

async function* piecesOf({ path, size, changedMs }: FoundFile): AsyncGenerator<Uint8Array> {
	const handle = await openFile(path).catch(() => {
		throw new Changed();
	});
	try {
		const before = await handle.stat();
		if (!before.isFile() || before.size !== size || before.ctimeMs !== changedMs) throw new Changed();
		for await (const piece of handle.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 })) {
			yield piece as Uint8Array;
		}
		const after = await handle.stat();
		if (after.size !== size || after.ctimeMs !== changedMs) throw new Changed();
	} finally {
		await handle.close();
	}
}

/** Somebody wrote to it meanwhile: nothing of what was read counts. */
class Changed extends FeedError {
	constructor() {
		super("unavailable", "the file changed while it was read", {
			forMerchant: {
				de: "Eine Datei wurde verändert, während sie gelesen wurde. Kontor liest sie später noch einmal.",
				en: "A file was changed while it was being read. Kontor will read it again later.",
			},
		});
	}
}
