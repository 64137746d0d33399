import { fold } from "../payment/fold.ts";

const BYTES: ReadonlyMap<string, number> = new Map(
	Array.from(
		new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
		(character, byte) => [character, byte],
	),
);

/** The text in Windows-1252, which DATEV reads by default; characters it lacks in plain letters. */
export function windows1252(text: string): Uint8Array {
	return Uint8Array.from(
		Array.from(text.normalize("NFC")).flatMap((character) => {
			const byte = BYTES.get(character);
			return byte === undefined ? Array.from(fold(character), (letter) => BYTES.get(letter) ?? 0x2e) : [byte];
		}),
	);
}
