import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Secrets at rest: AES-256-GCM, bound to where they belong, so that a row copied to another place does not open. */
export interface Vault {
	/** `place` is the merchant and the thing: "<merchant>/connections/<id>". */
	seal(place: string, value: unknown): Uint8Array<ArrayBuffer>;
	/** @throws Error when the bytes were made for another place, with another key, or changed. */
	open(place: string, sealed: Uint8Array): unknown;
}

const VERSION = 1;

/** @param key 32 bytes. @throws RangeError for another length. */
export function openVault(key: Uint8Array): Vault {
	if (key.length !== 32) throw new RangeError(`the secret key has 32 bytes, got ${key.length}`);
	return {
		seal(place, value) {
			const iv = randomBytes(12);
			const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
			const text = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
			return new Uint8Array(Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), text]));
		},
		open(place, sealed) {
			if (sealed[0] !== VERSION) throw new Error("sealed by an unknown version");
			const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13)).setAAD(Buffer.from(place));
			decipher.setAuthTag(sealed.subarray(13, 29));
			const text = Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
			return JSON.parse(text.toString("utf8"));
		},
	};
}
