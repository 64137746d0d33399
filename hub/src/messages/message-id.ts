/** The id of a message, wherever it stands. */
export const idPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Always the same for a message: what comes back names it, and a server that got it twice can tell. @param from the sender's address */
export function messageIdOf(id: string, from: string): string {
	return `<${id}@${from.slice(from.lastIndexOf("@") + 1)}>`;
}

/** The id within a `Message-ID` of ours. */
export function idIn(messageId: string): string | undefined {
	return new RegExp(`<(${idPattern.source})@`).exec(messageId)?.[1];
}
