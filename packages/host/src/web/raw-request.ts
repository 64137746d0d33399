import type { RawRequest, RawResponse } from "@kontor/connector";
import express, { type Request, type Response } from "express";

/** A webhook of more is none: WooCommerce's largest are some hundred kilobytes. */
const MOST_BYTES = 1024 * 1024;

/** The body as bytes, whatever it says it is: signatures cover them. */
export const rawBody: ReturnType<typeof express.raw> = express.raw({
	type: () => true,
	limit: MOST_BYTES,
	inflate: false,
});

export function rawRequest(request: Request): RawRequest {
	const headers = new Headers();
	for (const [name, values] of Object.entries(request.headersDistinct)) {
		for (const value of values ?? []) headers.append(name, value);
	}
	const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array();
	return { method: request.method, url: request.originalUrl, headers, body };
}

export function sendRaw(response: Response, { status, headers = {}, body = "" }: RawResponse): void {
	response
		.status(status)
		.set({ "content-type": "text/plain; charset=utf-8", ...headers })
		.send(typeof body === "string" ? body : Buffer.from(body));
}
