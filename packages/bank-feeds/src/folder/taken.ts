import * as z from "zod";

/** So many contents are remembered; who stores what was delivered knows the older ones, too. */
const MOST = 5_000;

const Seen = z.object({ size: z.number(), changedMs: z.number() });

/** What was taken: by content, and for files that stay where they are by name, so that they need not be read again. */
const TakenFiles = z.object({ hashes: z.array(z.string()), byName: z.record(z.string(), Seen) });
export type TakenFiles = z.infer<typeof TakenFiles>;

export function takenOf(memory: unknown): TakenFiles {
	return memory === undefined ? { hashes: [], byName: {} } : TakenFiles.parse(memory);
}

/** With one more content, the oldest forgotten. */
export function withContent(taken: TakenFiles, hash: string): TakenFiles {
	return { ...taken, hashes: [...taken.hashes.filter((one) => one !== hash), hash].slice(-MOST) };
}

export function withName(taken: TakenFiles, name: string, seen: z.infer<typeof Seen>): TakenFiles {
	return { ...taken, byName: { ...taken.byName, [name]: seen } };
}

/** Without the names of files that are not there any more. */
export function withoutGone(taken: TakenFiles, present: readonly string[]): TakenFiles {
	const names = new Set(present);
	return { ...taken, byName: Object.fromEntries(Object.entries(taken.byName).filter(([name]) => names.has(name))) };
}
