import { once } from "node:events";
import {
	createWriteStream,
	lstatSync,
	openSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	type WriteStream,
} from "node:fs";
import { finished } from "node:stream/promises";
import { type FileFault, UnusableFile, unwritableFile } from "../file-fault.ts";

/** Where decisions go. */
export interface DecisionFile {
	/** Resolves when more can be taken. @throws what the file system says. */
	write(text: string): Promise<void>;
	/** All was written: only now the file has its name. */
	finish(): Promise<void>;
	/** Leaves nothing behind. */
	discard(): void;
}

/**
 * Writes beside the file and renames at the end, so that a run that is killed leaves the file of the run before, never half of a new
 * one. "-" is standard output; what is no plain file (a pipe, a device) is written at once.
 * @param inputs what the same run reads: none of it is written over, under whatever name.
 * @throws UnusableFile where it cannot be written.
 */
export function openDecisionFile(path: string, inputs: readonly string[]): DecisionFile {
	if (path === "-")
		return streamed(process.stdout, () => new Promise((resolve) => process.stdout.write("", () => resolve())));
	const input = inputs.find((one) => isSameFile(one, path));
	if (input !== undefined) throw new UnusableFile(isInput(path, input));
	try {
		// A link stays one.
		const target = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? realpathSync(path) : path;
		if (lstatSync(target, { throwIfNoEntry: false })?.isFile() === false) {
			const stream = opened(target);
			return streamed(stream, () => finished(stream.end()));
		}
		return renamedAtEnd(target, `${target}.${process.pid}.part`);
	} catch (error) {
		throw new UnusableFile(unwritableFile(path, error));
	}
}

/** Also by a link, or by another way to it. What is no plain file holds nothing that could be lost. */
function isSameFile(one: string, other: string): boolean {
	const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
	return a?.isFile() === true && b?.isFile() === true && a.dev === b.dev && a.ino === b.ino;
}

function isInput(file: string, input: string): FileFault {
	return {
		file,
		message: {
			de: `${file} wird nicht überschrieben: Daraus wird gelesen (${input}).`,
			en: `${file} is not written over: it is read from (${input}).`,
		},
	};
}

function renamedAtEnd(path: string, part: string): DecisionFile {
	const stream = opened(part);
	return {
		...streamed(stream, async () => {
			await finished(stream.end());
			renameSync(part, path);
		}),
		discard: () => {
			stream.destroy();
			rmSync(part, { force: true });
		},
	};
}

function opened(path: string): WriteStream {
	return createWriteStream(path, { fd: openSync(path, "w") });
}

function streamed(stream: NodeJS.WritableStream, finish: () => Promise<void>): DecisionFile {
	// Who reads may stop early; the disk may be full.
	let fault: Error | null = null;
	stream.on("error", (error) => {
		fault = error;
	});
	return {
		write: async (text) => {
			if (fault !== null) throw fault;
			if (!stream.write(text)) await once(stream, "drain");
		},
		finish,
		discard: () => {},
	};
}
