/** The id of a message or merchant, wherever it stands. */
const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** A message, as what comes back names it. */
export interface MessageMark {
	readonly message: string;
	/** Null: whose it is follows from where the report came. */
	readonly merchant: string | null;
}

/** As it stands in an envelope's identifier, and before the `@` of a `Message-ID`. */
export function markOf({ message, merchant }: MessageMark): string {
	return merchant === null ? message : `${message}.${merchant}`;
}

export function markIn(text: string): MessageMark | undefined {
	const [, message, merchant = null] = new RegExp(`(?:^|<)(${ID})(?:\\.(${ID}))?(?:@|$)`).exec(text.trim()) ?? [];
	return message === undefined ? undefined : { message, merchant };
}

/** Always the same for a message: what comes back names it, and a server that got it twice can tell. @param from the sender's address */
export function messageIdOf(mark: MessageMark, from: string): string {
	return `<${markOf(mark)}@${from.slice(from.lastIndexOf("@") + 1)}>`;
}
