/** FinTS syntax for the bank's side, written apart from the client's. All strings hold one byte per character (ISO 8859-1). */

/** One segment of a customer's message: `[id, number, version]` and its elements, cut into their parts. */
export interface Asked {
	readonly id: string;
	readonly number: number;
	readonly version: number;
	/** `elements[0]` is the first one behind the header. */
	readonly elements: readonly (readonly string[])[];
}

export interface Request {
	readonly dialogId: string;
	readonly messageNumber: number;
	readonly segments: readonly Asked[];
}

/** Reads what a customer's product sent; throws where a bank would answer that the message cannot be read. */
export function readRequest(text: string): Request {
	const head = /^HNHBK:1:3\+(\d{12})\+300\+([^+']+)\+(\d+)'/.exec(text);
	if (!head) throw new Error("HNHBK cannot be read");
	if (Number(head[1]) !== text.length) throw new Error(`HNHBK says ${head[1]} bytes, there are ${text.length}`);
	const envelope = /HNVSD:999:1\+@(\d+)@/.exec(text);
	if (!envelope) throw new Error("HNVSD is missing: a PIN may not be sent without");
	const begin = envelope.index + envelope[0].length;
	const inner = text.slice(begin, begin + Number(envelope[1]));
	return {
		dialogId: plain(head[2] ?? ""),
		messageNumber: Number(head[3]),
		segments: parts(inner, "'").filter(Boolean).map(readSegment),
	};
}

function readSegment(text: string): Asked {
	const [head = "", ...elements] = parts(text, "+");
	const [id = "", number, version] = head.split(":");
	return {
		id,
		number: Number(number),
		version: Number(version),
		elements: elements.map((element) => parts(element, ":").map(plain)),
	};
}

function parts(text: string, separator: string): string[] {
	const found = [""];
	for (const [character] of text.matchAll(/\?.|[^?]/gs)) {
		if (character === separator) found.push("");
		else found[found.length - 1] += character;
	}
	return found;
}

const plain = (text: string) => text.replace(/\?(.)/gs, "$1");

/** Escapes a text for use as an element. */
export const text = (value: string) => value.replace(/[?:+'@]/g, "?$&");

/** A binary element. */
export const binary = (bytes: Buffer) => `@${bytes.length}@${bytes.toString("latin1")}`;

/** A message of the bank in its envelope. Segments come without number; `%` stands where it belongs. */
export function writeReply(request: Request, dialogId: string, segments: readonly string[], user: string): string {
	const numbered = segments.map((segment, index) => segment.replace(":%:", `:${index + 2}:`));
	const inner = numbered.map((segment) => `${segment}'`).join("");
	const body = [
		`HNVSK:998:3+PIN:2+998+1+2::0+1:20261120:101112+2:2:13:@8@00000000:5:1+280:10020030:${text(user)}:V:0:0+0'`,
		`HNVSD:999:1+@${inner.length}@${inner}'`,
		`HNHBS:${segments.length + 2}:1+${request.messageNumber}'`,
	].join("");
	const reference = `${dialogId}:${request.messageNumber}`;
	const head = (length: number) =>
		`HNHBK:1:3+${String(length).padStart(12, "0")}+300+${dialogId}+${request.messageNumber}+${reference}'`;
	return head(head(0).length + body.length) + body;
}
