import type { Text } from "@kontor/connector";

/** Why a file, or something in it, could not be read. */
export interface FileFault {
	readonly file: string;
	readonly message: Text;
}

/** Where in a file something stands: 1-based line, and a table's column by header and 1-based number, or an object's field by path. */
export interface Place {
	readonly line?: number | undefined;
	readonly column?: string | undefined;
	readonly field?: string | undefined;
}

export function faultAt(file: string, place: Place, expected: Text, got: string): FileFault {
	const found = got.trim().slice(0, 80);
	return {
		file,
		message: {
			de: `${[file, ...named(place, "de")].join(", ")}: erwartet wurde ${expected.de}, gefunden wurde ${found === "" ? "nichts" : `„${found}“`}.`,
			en: `${[file, ...named(place, "en")].join(", ")}: expected ${expected.en}, got ${found === "" ? "nothing" : `"${found}"`}.`,
		},
	};
}

function named({ line, column, field }: Place, language: keyof Text): string[] {
	const names = { de: ["Zeile", "Spalte", "Feld"], en: ["line", "column", "field"] }[language];
	return [line, column, field].flatMap((value, i) =>
		value === undefined || value === "" ? [] : [`${names[i]} ${value}`],
	);
}

/** Thrown where nothing can be done without the file. */
export class UnusableFile extends Error {
	readonly fault: FileFault;

	constructor(fault: FileFault) {
		super(fault.message.en);
		this.fault = fault;
	}
}

/** A file that the system does not hand out. */
export function unreadableFile(file: string, error: unknown): FileFault {
	const code = codeOf(error);
	const why = REASONS[code] ?? { de: code, en: code };
	return { file, message: { de: `${file}: ${why.de}.`, en: `${file}: ${why.en}.` } };
}

/** A file that the system does not let us write. */
export function unwritableFile(file: string, error: unknown): FileFault {
	const code = codeOf(error);
	const why = WRITE_REASONS[code] ?? { de: code, en: code };
	return {
		file,
		message: {
			de: `${file} lässt sich nicht schreiben: ${why.de}.`,
			en: `${file} cannot be written: ${why.en}.`,
		},
	};
}

function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

const REASONS: Readonly<Record<string, Text>> = {
	ENOENT: { de: "Diese Datei gibt es nicht", en: "there is no such file" },
	EACCES: { de: "Die Leserechte fehlen", en: "reading it is not permitted" },
	EISDIR: { de: "Das ist ein Ordner, keine Datei", en: "this is a folder, not a file" },
};

const WRITE_REASONS: Readonly<Record<string, Text>> = {
	ENOENT: { de: "den Ordner gibt es nicht", en: "there is no such folder" },
	EACCES: { de: "die Schreibrechte fehlen", en: "writing there is not permitted" },
	EISDIR: { de: "das ist ein Ordner, keine Datei", en: "this is a folder, not a file" },
};
