/** A file that a customer sent as proof of a payment. */
export interface Proof {
	readonly name: string;
	/** By its content. */
	readonly contentType: "application/pdf" | "image/jpeg" | "image/png";
	readonly bytes: Uint8Array;
}

export type ProofFault = "not-a-document" | "too-large" | "runs";

export const MOST_BYTES = 5 * 1024 * 1024;

/** What a file says of itself in its first bytes; who sends it may call it anything. */
const SIGNATURES: readonly (readonly [Proof["contentType"], readonly number[], extension: string])[] = [
	["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d], "pdf"],
	["image/jpeg", [0xff, 0xd8, 0xff], "jpg"],
	["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "png"],
];

/** A PDF that runs something when it is opened; what is packed into streams is not looked into. */
const RUNS = /\/(?:JavaScript|Launch)\b/;

/** @returns null where none was chosen: browsers send an empty file then */
export async function proofOf(file: unknown): Promise<Proof | ProofFault | null> {
	if (!(file instanceof Blob) || file.size === 0) return null;
	if (file.size > MOST_BYTES) return "too-large";
	const bytes = new Uint8Array(await file.arrayBuffer());
	const known = SIGNATURES.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte));
	if (known === undefined) return "not-a-document";
	const [contentType, , extension] = known;
	if (contentType === "application/pdf" && RUNS.test(Buffer.from(bytes).toString("latin1"))) return "runs";
	return { name: nameOf(file, extension), contentType, bytes };
}

/** As it may be stored anywhere: without folders, control characters, or an ending that its content is not. */
function nameOf(file: Blob, extension: string): string {
	const given = file instanceof File ? file.name : "";
	const plain = given
		.replace(/^.*[\\/]/, "")
		.replace(/\.[^.]*$/, "")
		.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, "_")
		.slice(0, 80)
		.trim();
	return `${plain === "" || plain.startsWith(".") ? "proof" : plain}.${extension}`;
}
