import { type KeyObject, randomBytes, sign } from "node:crypto";

/** What a certificate's key is for: its bit in X.509's `KeyUsage` (RFC 5280, 4.2.1.3). */
const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyEncipherment: 2 } as const;
export type KeyUsage = keyof typeof KEY_USAGE;

const OID = { commonName: "550403", keyUsage: "551d0f", sha256WithRsa: "2a864886f70d01010b" };
const TAG = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	oid: 0x06,
	utf8: 0x0c,
	utcTime: 0x17,
	sequence: 0x30,
	set: 0x31,
	version: 0xa0,
	extensions: 0xa3,
};

/**
 * A self-signed X.509 v3 certificate around an RSA key, as EBICS 3.0 wants keys to be sent. It proves nothing: the letter
 * does. Written by hand because Node reads certificates but makes none, and this is the only one we make.
 *
 * @returns DER
 */
export function selfSigned(certificate: {
	readonly commonName: string;
	readonly usage: KeyUsage;
	readonly from: Date;
	/** Before 2050, where X.509's short form of times ends. */
	readonly until: Date;
	readonly publicKey: KeyObject;
	readonly privateKey: KeyObject;
}): Buffer {
	const algorithm = sequence(oid(OID.sha256WithRsa), der(TAG.null));
	const name = sequence(
		der(TAG.set, sequence(oid(OID.commonName), der(TAG.utf8, Buffer.from(certificate.commonName)))),
	);
	const toBeSigned = sequence(
		der(TAG.version, der(TAG.integer, Buffer.from([2]))),
		der(TAG.integer, serialNumber()),
		algorithm,
		name,
		sequence(utcTime(certificate.from), utcTime(certificate.until)),
		name,
		certificate.publicKey.export({ type: "spki", format: "der" }),
		der(TAG.extensions, sequence(keyUsage(certificate.usage))),
	);
	const signature = sign("sha256", toBeSigned, certificate.privateKey);
	return sequence(toBeSigned, algorithm, bitString(0, signature));
}

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
	const content = Buffer.concat(contents);
	return Buffer.concat([Buffer.from([tag, ...lengthOf(content)]), content]);
}

/** Below 128 the number itself, else how many bytes it takes and then those. */
function lengthOf(content: Buffer): number[] {
	if (content.length < 0x80) return [content.length];
	const bytes = [];
	for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
	return [0x80 | bytes.length, ...bytes];
}

function sequence(...contents: readonly Uint8Array[]): Buffer {
	return der(TAG.sequence, ...contents);
}

function oid(hex: string): Buffer {
	return der(TAG.oid, Buffer.from(hex, "hex"));
}

function bitString(unusedBits: number, bytes: Uint8Array): Buffer {
	return der(TAG.bitString, Buffer.from([unusedBits]), bytes);
}

/** Random, positive and of full length: the highest bit is clear, the next one set. */
function serialNumber(): Buffer {
	const bytes = randomBytes(16);
	bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
	return bytes;
}

function utcTime(moment: Date): Buffer {
	const digits = moment.toISOString().replace(/\D/g, "");
	return der(TAG.utcTime, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function keyUsage(usage: KeyUsage): Buffer {
	const bit = KEY_USAGE[usage];
	const critical = der(TAG.boolean, Buffer.from([0xff]));
	return sequence(oid(OID.keyUsage), critical, der(TAG.octetString, bitString(7 - bit, Buffer.from([0x80 >> bit]))));
}
