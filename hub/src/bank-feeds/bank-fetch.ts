import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { FeedError } from "@kontor/bank-feeds";
import { isPrivateAddress } from "@kontor/host/private-address";
import { Agent } from "undici";

/**
 * `fetch` for addresses that merchants gave: none in a private network unless the operator allows it, and no redirect is
 * followed. The address is judged when it is connected to: a name may resolve to something else a moment later.
 */
export function bankFetch(allowPrivateAddresses: boolean): typeof fetch {
	if (allowPrivateAddresses) return (input, init) => fetch(input, { redirect: "manual", ...init });
	const dispatcher = new Agent({ connect: { lookup: publicOnly } });
	return (input, init) => {
		const { hostname } = new URL(input instanceof Request ? input.url : input);
		// An address written as a number is never looked up.
		if (isPrivateAddress(hostname)) return Promise.reject(notAllowed());
		return fetch(input, { redirect: "manual", ...init, dispatcher } as RequestInit);
	};
}

const publicOnly: LookupFunction = (host, options, callback) => {
	lookup(host, options, (error, address, family) => {
		const found = typeof address === "string" ? [address] : (address ?? []).map((one) => one.address);
		if (error === null && found.some(isPrivateAddress)) callback(notAllowed(), address, family);
		else callback(error, address, family);
	});
};

function notAllowed(): FeedError {
	return new FeedError("bad-credentials", "the bank's address is in a private network", {
		forMerchant: {
			de: "Die angegebene Adresse der Bank ist nicht aus dem Internet erreichbar.",
			en: "The given address of the bank cannot be reached from the internet.",
		},
	});
}
