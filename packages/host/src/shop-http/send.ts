import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { ConnectorError } from "@kontor/connector";
import { Agent, fetch as undiciFetch } from "undici";
import { isPrivateAddress } from "./private-address.ts";

/** The part of `fetch` a shop is called with: body read and written as bytes, redirects left to the caller. */
export type Send = (
	url: string,
	init: {
		method: string;
		headers: [string, string][];
		body: Uint8Array<ArrayBuffer> | null;
		redirect: "manual";
		signal: AbortSignal;
	},
) => Promise<Answer>;

export interface Answer {
	readonly status: number;
	readonly statusText: string;
	readonly headers: Iterable<[string, string]>;
	readonly body: AsyncIterable<Uint8Array> | null;
}

export interface SendOptions {
	readonly connectMs: number;
	/** Shops of the operator's own network, or on this machine. */
	readonly allowPrivateAddresses: boolean;
}

/**
 * Calls shops at addresses that merchants typed in. The address is judged when it is connected to, not before: a name
 * may resolve to something else a moment later.
 */
export function sender({ connectMs, allowPrivateAddresses }: SendOptions): Send & { close(): Promise<void> } {
	const guard = allowPrivateAddresses ? {} : { lookup: publicOnly };
	const agent = new Agent({ connect: { timeout: connectMs, ...guard } });
	const send: Send = async (url, init) => {
		// An address written as a number is never looked up.
		if (!allowPrivateAddresses && isPrivateAddress(new URL(url).hostname)) throw notAllowed();
		return undiciFetch(url, { ...init, dispatcher: agent });
	};
	return Object.assign(send, { close: () => agent.destroy() });
}

const publicOnly: LookupFunction = (host, options, callback) => {
	lookup(host, options, (error, address, family) => {
		const found = typeof address === "string" ? [address] : (address ?? []).map((one) => one.address);
		if (error === null && found.some(isPrivateAddress)) callback(notAllowed(), address, family);
		else callback(error, address, family);
	});
};

function notAllowed(): ConnectorError {
	return new ConnectorError("bad-config", "the shop's address is in a private network", {
		code: "PRIVATE_ADDRESS",
		forMerchant: {
			de: "Die Adresse des Shops ist aus dem Internet nicht erreichbar. Bitte die öffentliche Adresse eintragen.",
			en: "The shop's address cannot be reached from the internet. Please enter the public address.",
		},
	});
}
