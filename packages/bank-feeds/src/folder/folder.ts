import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import type { Feed, FeedContext, FilePayload } from "../feed.ts";
import { FolderConfig } from "./config.ts";
import { contentOf } from "./content.ts";
import { type FoundFile, fileAt, filesIn, moveTo, openInbox, PLACES } from "./inbox.ts";
import { type TakenFiles, takenOf, withContent, withName, withoutGone } from "./taken.ts";

export interface FolderOptions {
	/** The merchant's own folder: nothing outside of it is read or written. */
	readonly root: string;
	/** How long nothing may have been written to a file. */
	readonly unchangedMs?: number;
}

type Context = FeedContext<FolderConfig, Record<string, never>>;

const UNCHANGED_MS = 30_000;
const NO_SECRETS = z.object({});

/**
 * A folder that other banking software, or somebody by SFTP, puts files into. Files are taken once they are whole, and
 * once by their content; they say themselves whose account they are about.
 */
export function folderFeed({
	root,
	unchangedMs = UNCHANGED_MS,
}: FolderOptions): Feed<FolderConfig, Record<string, never>, FilePayload> {
	return {
		manifest: {
			id: "folder",
			title: { de: "Ordner mit Kontoauszügen", en: "Folder with bank statements" },
			config: FolderConfig,
			secrets: NO_SECRETS,
			fetchesPerDay: 24 * 60,
			deliversFiles: true,
		},
		async setUp({ config }) {
			await openInbox(root, config.folder);
			return { state: "ready", accounts: [{ id: "files", name: config.folder ?? "" }] };
		},
		async *fetch(context) {
			const folder = await openInbox(root, context.config.folder);
			yield* context.config.afterwards === "keep"
				? kept(context, folder, unchangedMs)
				: moved(context, folder, unchangedMs);
		},
	};
}

/** Files that go to another place: claimed by a renaming, so that a new one of the same name is never mistaken for it. */
async function* moved(context: Context, folder: string, unchangedMs: number): AsyncGenerator<FilePayload> {
	const reading = join(folder, PLACES.reading);
	for (const file of await filesIn(folder)) {
		if (isWhole(context, file, unchangedMs)) await moveTo(folder, file, PLACES.reading, markOf(file));
	}
	let taken = takenOf(context.memory);
	for (const file of await filesIn(reading)) {
		// Still written to by whoever had it open while it was claimed.
		const content = await contentOf(file);
		if (content === null) continue;
		const done = async (as: "imported" | "failed") => {
			// Else it was written to meanwhile, and is read again.
			if (await isSame(reading, file)) await moveTo(folder, file, PLACES[as], content.hash.slice(0, 8));
			if (as === "failed") return;
			taken = withContent(taken, content.hash);
			await context.remember(taken);
		};
		if (taken.hashes.includes(content.hash)) await done("imported");
		else yield { type: "file", name: file.name, open: content.open, taken: done };
	}
}

/** Files that stay where they are. */
async function* kept(context: Context, folder: string, unchangedMs: number): AsyncGenerator<FilePayload> {
	const files = await filesIn(folder);
	let taken: TakenFiles = withoutGone(
		takenOf(context.memory),
		files.map(({ name }) => name),
	);
	for (const file of files) {
		const { name, size, changedMs } = file;
		const seen = taken.byName[name];
		if (seen?.size === size && seen.changedMs === changedMs) continue;
		if (!isWhole(context, file, unchangedMs)) continue;
		const content = await contentOf(file);
		if (content === null) continue;
		const { hash, open } = content;
		const done = async (as: "imported" | "failed") => {
			taken = withName(as === "imported" ? withContent(taken, hash) : taken, name, { size, changedMs });
			await context.remember(taken);
		};
		if (taken.hashes.includes(hash)) await done("imported");
		else yield { type: "file", name, open, taken: done };
	}
}

function isWhole({ config, now }: Context, { size, changedMs }: FoundFile, unchangedMs: number): boolean {
	return size > 0 && (config.whole === "renamed" || now().getTime() - changedMs >= unchangedMs);
}

async function isSame(folder: string, { name, size, changedMs }: FoundFile): Promise<boolean> {
	const now = await fileAt(folder, name);
	return now?.size === size && now.changedMs === changedMs;
}

function markOf({ name, size, changedMs }: FoundFile): string {
	return createHash("sha256").update(`${name} ${size} ${changedMs}`).digest("hex").slice(0, 8);
}
