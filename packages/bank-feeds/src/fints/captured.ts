import { bytesOf, cut, idOf } from "./envelope.ts";

/** What one segment of the bank's answer holds of statements, byte by byte. */
export interface Captured {
	readonly format: "mt940" | "camt";
	/** Booked postings: one MT940 stream, or camt documents, usually one per day. */
	readonly booked: readonly Uint8Array[];
	/** Pending ones, where the bank gives them: MT942, or camt documents. */
	readonly pending: readonly Uint8Array[];
}

/**
 * Takes statements out of the message before lib-fints sees them. Its parsers throw at content that banks do send (an empty
 * sub-field in `:86:`), and then its answer is a success without postings.
 */
export function capture(segment: string): Captured | undefined {
	switch (idOf(segment)) {
		case "HIKAZ": {
			const [, booked, pending] = cut(segment, "+");
			return { format: "mt940", booked: documents(booked), pending: documents(pending) };
		}
		case "HICAZ": {
			const [, , , booked, pending] = cut(segment, "+");
			return { format: "camt", booked: documents(booked), pending: documents(pending) };
		}
		default:
			return undefined;
	}
}

function documents(element = ""): Uint8Array[] {
	// Only a binary may hold a colon that is none of FinTS: MT940 as text would be cut at each of its tags.
	const parts = element.startsWith("@") ? cut(element, ":") : [element];
	return parts.map(bytesOf).filter((bytes) => bytes.length > 0);
}
