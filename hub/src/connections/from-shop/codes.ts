import { createHash, randomBytes } from "node:crypto";

/** Without letters that are read as digits or as each other (Crockford). */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Sixty random bits that a person can type: "7KQ2-M9DE-X0TA". */
export function newCode(): string {
	const letters = [...randomBytes(12)].map((byte) => ALPHABET[byte % 32]);
	return [0, 4, 8].map((at) => letters.slice(at, at + 4).join("")).join("-");
}

/** What is stored of a code, however it was typed. */
export function hashOfCode(code: string): Uint8Array<ArrayBuffer> {
	const typed = code
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, "")
		.replaceAll("O", "0")
		.replace(/[IL]/g, "1");
	return new Uint8Array(createHash("sha256").update(typed).digest());
}

/** As the database's trigger writes it beside a connection. */
export function hashOfShop(plugin: string, identity: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash("sha256").update(`${plugin} ${identity}`).digest());
}
