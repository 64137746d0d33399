import type { Text } from "@kontor/connector";

/** Why a file, or something in it, could not be read. */
export interface FileFault {
	readonly file: string;
	readonly message: Text;
}

/** Where in a file something stands: 1-based line, and the column's header with its 1-based number, or a field. */
export interface Place {
	readonly line?: number | undefined;
	readonly column?: string | undefined;
}

export function faultAt(file: string, { line, column }: Place, expected: Text, got: string): FileFault {
	const found = got.trim().slice(0, 80);
	const de = [...(line === undefined ? [] : [`Zeile ${line}`]), ...(column === undefined ? [] : [`Spalte ${column}`])];
	const en = [...(line === undefined ? [] : [`line ${line}`]), ...(column === undefined ? [] : [`column ${column}`])];
	return {
		file,
		message: {
			de: `${[file, ...de].join(", ")}: erwartet wurde ${expected.de}, gefunden wurde ${found === "" ? "nichts" : `„${found}“`}.`,
			en: `${[file, ...en].join(", ")}: expected ${expected.en}, got ${found === "" ? "nothing" : `"${found}"`}.`,
		},
	};
}

/** A file that the system does not hand out. */
export function unreadableFile(file: string, error: unknown): FileFault {
	const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
	const why = REASONS[code] ?? { de: code, en: code };
	return { file, message: { de: `${file}: ${why.de}.`, en: `${file}: ${why.en}.` } };
}

const REASONS: Readonly<Record<string, Text>> = {
	ENOENT: { de: "Diese Datei gibt es nicht", en: "there is no such file" },
	EACCES: { de: "Die Leserechte fehlen", en: "reading it is not permitted" },
	EISDIR: { de: "Das ist ein Ordner, keine Datei", en: "this is a folder, not a file" },
};
