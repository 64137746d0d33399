/** What the fake answers a call with. */
export interface Answer {
	readonly status: number;
	/** A text is sent as it is; left out: none. */
	readonly body?: object | string;
	readonly headers?: Readonly<Record<string, string>>;
}

/** eBay's REST errors. */
export function refusal(status: number, errorId: number, message: string, domain = "API_FULFILLMENT"): Answer {
	return { status, body: { errors: [{ errorId, domain, category: "REQUEST", message, longMessage: message }] } };
}

export interface Asking {
	readonly method: string;
	readonly url: URL;
	/** Path and query as they came, to see what was encoded. */
	readonly raw: string;
	readonly headers: Headers;
	readonly text: string;
}
