import { titled } from "@kontor/connector";
import * as z from "zod";

/** What a folder inside the operator's may be called: nothing that leads out of it. */
const SUBFOLDER = /^(?!\.)[\w .-]{1,100}(\/(?!\.)[\w .-]{1,100}){0,4}$/;

export const FolderConfig = z.object({
	/** Inside the folder that the operator gave; left out: that one. */
	folder: z
		.string()
		.regex(SUBFOLDER, "expected the name of a folder")
		.optional()
		.meta(titled({ de: "Unterordner", en: "Subfolder" })),
	/** `move`: to `imported` or `failed` beside it. `keep`: it stays, and is remembered by its content. */
	afterwards: z
		.enum(["move", "keep"])
		.default("move")
		.meta(titled({ de: "Gelesene Dateien", en: "Files that were read" })),
	/**
	 * When a file is taken for whole. `unchanged`: nothing was written to it for a while. `renamed`: as soon as it has its
	 * final name, for software that writes under another one (.part, .tmp, .filepart, a leading dot).
	 */
	whole: z
		.enum(["unchanged", "renamed"])
		.default("unchanged")
		.meta(titled({ de: "Datei ist vollständig", en: "File is complete" })),
});
export type FolderConfig = z.infer<typeof FolderConfig>;
