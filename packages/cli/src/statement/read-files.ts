import { createReadStream } from "node:fs";
import { type Position, type ReadOptions, readStatements, type StatementResult } from "@kontor/statements";
import { type FileFault, unreadableFile } from "../file-fault.ts";

/** One statement of a file, why it could not be read, or why the file could not. */
export type FileResult =
	| { readonly file: string; readonly result: StatementResult }
	| { readonly file: string; readonly unreadable: FileFault };

/** Everything the files hold, in their order. "-" is standard input. */
export async function* readFiles(files: readonly string[], options: ReadOptions): AsyncGenerator<FileResult> {
	for (const file of files) {
		try {
			const source = file === "-" ? process.stdin : createReadStream(file);
			for await (const result of readStatements(source, options)) yield { file, result };
		} catch (error) {
			// Only the system's errors are of the file.
			if (!(error instanceof Error && "syscall" in error)) throw error;
			yield { file, unreadable: unreadableFile(file, error) };
		}
	}
}

/** As given; of a ZIP with the path inside. */
export function nameOf(file: string, { member }: Position): string {
	return member === undefined ? file : `${file}/${member}`;
}
