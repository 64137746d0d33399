import { constants } from "node:fs";
import { type FileHandle, link, lstat, mkdir, open, readdir, realpath, rename, unlink } from "node:fs/promises";
import { join, parse, relative } from "node:path";
import { FeedError } from "../feed.ts";

/** Where files lie while they are read, and afterwards. */
export const PLACES = { reading: "reading", imported: "imported", failed: "failed" } as const;

/** Names under which software writes what is not whole yet. */
const UNFINISHED = /^[.~]|\.(part|partial|tmp|temp|filepart|crdownload|writing|swp|lock)$/i;

/** A file as it lies there. */
export interface FoundFile {
	readonly name: string;
	readonly path: string;
	readonly size: number;
	/** Of its last change, also of a change of name: software can set the time of writing, not this one. */
	readonly changedMs: number;
}

/**
 * The folder that a merchant's files come into: made where it is missing, refused where a link leads out of the
 * operator's folder.
 * @throws FeedError
 */
export async function openInbox(root: string, folder: string | undefined): Promise<string> {
	try {
		await mkdir(root, { recursive: true });
		const base = await realpath(root);
		const wanted = folder === undefined ? base : join(base, folder);
		if (relative(base, wanted).startsWith("..")) throw outside();
		await mkdir(wanted, { recursive: true });
		if ((await realpath(wanted)) !== wanted) throw outside();
		return wanted;
	} catch (cause) {
		if (cause instanceof FeedError) throw cause;
		throw unreadable(cause);
	}
}

/** Files that are named as whole ones, by name; no links, no folders. @throws FeedError */
export async function filesIn(folder: string): Promise<FoundFile[]> {
	try {
		const entries = await readdir(folder, { withFileTypes: true }).catch(whereMissing);
		const names = entries.filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name)).map(({ name }) => name);
		const found = await Promise.all(names.sort().map((name) => fileAt(folder, name)));
		return found.filter((file) => file !== null);
	} catch (cause) {
		throw unreadable(cause);
	}
}

/** Null where it is gone, or is no file any more. */
export async function fileAt(folder: string, name: string): Promise<FoundFile | null> {
	const path = join(folder, name);
	const stat = await lstat(path).catch(() => null);
	return stat?.isFile() ? { name, path, size: stat.size, changedMs: stat.ctimeMs } : null;
}

/** For reading, and never through a link that took its place. */
export function openFile(path: string): Promise<FileHandle> {
	return open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
}

/** Moves a file into a place beside it, under another name where its own is taken. */
export async function moveTo(folder: string, file: FoundFile, place: string, mark: string): Promise<void> {
	const { name, ext } = parse(file.name);
	const marked = `${name}.${mark}${ext}`;
	try {
		await mkdir(join(folder, place), { recursive: true });
		if (await moved(file.path, join(folder, place, file.name))) return;
		// What bears the mark, too, is the same.
		await rename(file.path, join(folder, place, marked));
	} catch (error) {
		throw unreadable(error);
	}
}

/** A renaming would replace what is there; a link does not. @returns false where the name is taken */
async function moved(from: string, to: string): Promise<boolean> {
	try {
		await link(from, to);
		await unlink(from);
		return true;
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
		if (!WITHOUT_LINKS.has(codeOf(error)) || (await lstat(to).catch(() => null)) !== null) throw error;
		await rename(from, to);
		return true;
	}
}

/** What file systems answer that know no hard links. */
const WITHOUT_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

function whereMissing(error: unknown): [] {
	if (codeOf(error) === "ENOENT") return [];
	throw error;
}

function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}

function outside(): FeedError {
	return new FeedError("unexpected-reply", "the folder is a link, or lies outside", {
		forMerchant: {
			de: "Dieser Ordner liegt außerhalb des Bereichs, der für Kontoauszüge vorgesehen ist.",
			en: "This folder lies outside of the place that is meant for bank statements.",
		},
	});
}

export function unreadable(cause: unknown): FeedError {
	if (cause instanceof FeedError) return cause;
	return new FeedError("unavailable", `the folder cannot be used (${codeOf(cause)})`, {
		forMerchant: {
			de: "Der Ordner mit den Kontoauszügen kann nicht gelesen oder beschrieben werden. Bitte prüfen Sie die Berechtigungen.",
			en: "The folder with the bank statements cannot be read or written to. Please check its permissions.",
		},
		cause,
	});
}
