import { access, mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { CarrierFault } from "../messages/channel.ts";
import type { Letter, LetterService, Progress } from "./letter-service.ts";

/** What is kept of each letter, whatever becomes of its file. */
const Entry = z.object({ id: z.string(), file: z.string() });

/** Beside the letters: an entry of each, by which a letter is never written twice. Whoever prints leaves it alone. */
const REGISTER = "register";

/**
 * A folder that somebody prints from: a PDF per letter; taking it away means that it was posted. The PDF gets its name only after
 * its entry is in the register, so that whoever dies in between leaves either nothing or something that is finished later.
 */
export function printFolder(folder: string): LetterService {
	const register = join(folder, REGISTER);
	const entryOf = (id: string) => join(register, `${id}.json`);
	const partOf = (id: string) => join(register, `${id}.pdf.part`);

	async function progress(file: string): Promise<Progress> {
		const waits = await exists(join(folder, file));
		return {
			state: waits ? "accepted" : "sent",
			ref: file,
			reply: waits ? "waits in the print folder" : "was printed",
		};
	}

	async function find(id: string): Promise<Progress | "absent"> {
		const entry = await readFile(entryOf(id), "utf8").catch(unlessMissing);
		if (entry === null) return "absent";
		const { file } = Entry.parse(JSON.parse(entry));
		// Its entry is there, so the PDF beside it is whole: only its name is missing.
		await rename(partOf(id), join(folder, file)).catch(unlessMissing);
		return progress(file);
	}

	async function hand(letter: Letter): Promise<Progress> {
		const { id, kind, subject, address, orderNumber, pdf } = letter;
		const known = await find(id);
		if (known !== "absent") return known;
		await mkdir(register, { recursive: true });
		await writeWhole(partOf(id), pdf);
		const entry = { id, file: `${id}.pdf`, kind, subject, address, order: orderNumber };
		await writeWhole(`${entryOf(id)}.part`, Buffer.from(`${JSON.stringify(entry, null, "\t")}\n`));
		await rename(`${entryOf(id)}.part`, entryOf(id));
		await rename(partOf(id), join(folder, entry.file));
		await syncFolder(folder);
		return progress(entry.file);
	}

	return {
		name: "print-folder",
		hand: (letter) => orFault(() => hand(letter)),
		find: (id) => orFault(() => find(id)),
		follow: (ref) => orFault(() => progress(ref)),
		cancel: (ref) =>
			orFault(async () => {
				const missing = await unlink(join(folder, ref)).catch(unlessMissing);
				if (missing === null) return progress(ref);
				return { state: "cancelled", ref, reply: "taken out of the print folder" };
			}),
	};
}

/** Once it resolves, the bytes outlive a loss of power. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
	const file = await open(path, "w", 0o640);
	try {
		await file.writeFile(bytes);
		await file.sync();
	} finally {
		await file.close();
	}
}

async function syncFolder(path: string): Promise<void> {
	const folder = await open(path);
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

async function exists(path: string): Promise<boolean> {
	return (await access(path).catch(unlessMissing)) !== null;
}

/** Null where there is no such file. */
function unlessMissing(error: unknown): null {
	if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
	throw error;
}

async function orFault<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw new CarrierFault(
			{
				de: "In den Druckordner des Betreibers kann nicht geschrieben werden.",
				en: "The operator's print folder cannot be written to.",
			},
			error,
		);
	}
}
