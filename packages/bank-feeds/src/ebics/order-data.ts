import {
	constants,
	createCipheriv,
	createDecipheriv,
	type KeyObject,
	privateDecrypt,
	publicEncrypt,
	randomBytes,
} from "node:crypto";
import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import { unexpected } from "./fault.ts";

const KEY_BYTES = 16;
const BLOCK_BYTES = 16;
/** E002 uses AES-128-CBC with an initialisation vector of zeros: every transaction has its own key. */
const ZEROS = Buffer.alloc(BLOCK_BYTES);
/** A segment is at most 1 MB in base64 (specification 7.1). */
const SEGMENT_BYTES = (1024 * 1024 * 3) / 4;
/** What a download may unpack to: a day of a very large merchant, and no more than fits in memory. */
const MAX_ORDER_DATA_BYTES = 256 * 1024 * 1024;
/** Of a download, packed. */
export const MAX_SEGMENTS = 256;

export const compress: (data: Uint8Array) => Promise<Buffer> = promisify(deflate);

/** @throws FeedError `unexpected-reply` where it is no zlib stream, or one that unpacks to more than is reasonable */
export async function decompress(data: Uint8Array): Promise<Buffer> {
	try {
		return await promisify(inflate)(data, { maxOutputLength: MAX_ORDER_DATA_BYTES });
	} catch (cause) {
		throw unexpected("order data cannot be decompressed", cause);
	}
}

export function newTransactionKey(): Buffer {
	return randomBytes(KEY_BYTES);
}

export function encryptTransactionKey(key: Buffer, bankKey: KeyObject): Buffer {
	return publicEncrypt({ key: bankKey, padding: constants.RSA_PKCS1_PADDING }, key);
}

/** A wrong padding gives a random key instead of an error (implicit rejection), which the order data then do not fit. */
export function decryptTransactionKey(encrypted: Buffer, ownKey: KeyObject): Buffer {
	let key: Buffer;
	try {
		key = privateDecrypt({ key: ownKey, padding: constants.RSA_PKCS1_PADDING }, encrypted);
	} catch (cause) {
		throw unexpected("transaction key cannot be decrypted", cause);
	}
	if (key.length !== KEY_BYTES) throw unexpected("transaction key is not for us");
	return key;
}

/** Padded as ANSI X9.23 has it: zeros, then how many bytes were added. */
export function encrypt(data: Uint8Array, transactionKey: Buffer): Buffer {
	const added = BLOCK_BYTES - (data.length % BLOCK_BYTES);
	const padding = Buffer.alloc(added);
	padding[added - 1] = added;
	const cipher = createCipheriv("aes-128-cbc", transactionKey, ZEROS).setAutoPadding(false);
	return Buffer.concat([cipher.update(data), cipher.update(padding), cipher.final()]);
}

export function decrypt(encrypted: Uint8Array, transactionKey: Buffer): Buffer {
	if (encrypted.length === 0 || encrypted.length % BLOCK_BYTES !== 0) throw unexpected("order data end within a block");
	const decipher = createDecipheriv("aes-128-cbc", transactionKey, ZEROS).setAutoPadding(false);
	const padded = Buffer.concat([decipher.update(encrypted), decipher.final()]);
	const added = padded[padded.length - 1] ?? 0;
	// Some banks fill with random bytes (ISO 10126) instead of zeros, so only the count is looked at.
	if (added < 1 || added > BLOCK_BYTES) throw unexpected("order data are not encrypted with the transaction key");
	return padded.subarray(0, padded.length - added);
}

/** Encrypted order data in pieces that fit into one message each. */
export function segments(encrypted: Buffer): Buffer[] {
	const count = Math.max(1, Math.ceil(encrypted.length / SEGMENT_BYTES));
	return Array.from({ length: count }, (_, index) =>
		encrypted.subarray(index * SEGMENT_BYTES, (index + 1) * SEGMENT_BYTES),
	);
}

/** The segments of a download, as base64: some banks cut the text anywhere, some encode each piece by itself. */
export function joinSegments(texts: readonly string[]): Buffer {
	const each = texts.slice(0, -1).some((text) => text.endsWith("="));
	if (each) return Buffer.concat(texts.map((text) => Buffer.from(text, "base64")));
	return Buffer.from(texts.join(""), "base64");
}
