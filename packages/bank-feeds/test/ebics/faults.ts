import { FeedError } from "../../src/feed.ts";

/** The fault's kind, or what else happened. */
export async function faultOf(promise: Promise<unknown>): Promise<string> {
	return promise.then(
		() => "no fault",
		(error: unknown) => (error instanceof FeedError ? error.fault : `${error}`),
	);
}
