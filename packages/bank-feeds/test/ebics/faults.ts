import { FeedError } from "../../src/feed.ts";

/** The fault's kind, or what else happened. */
export async function faultOf(promise: Promise<unknown>): Promise<string> {
	return promise.then(
		() => "no fault",
		(error: unknown) => (error instanceof FeedError ? error.fault : `${error}`),
	);
}

/** What it says for us: that it is refused is not enough where it matters why. */
export async function messageOf(promise: Promise<unknown>): Promise<string> {
	return promise.then(
		() => "no fault",
		(error: unknown) => (error instanceof FeedError ? `${error.fault}: ${error.message}` : `${error}`),
	);
}
