/** What runs in a shop's admin around the frame, as far as the page speaks with it. */

/** Shopware's administration: takes what the SDK sends, answers it, and remembers it in `window.told`. */
export const SHOPWARE_ADMIN = `
	window.told = [];
	addEventListener("message", ({ data, source, origin }) => {
		if (typeof data !== "string") return;
		const { _type, _data, _callbackId } = JSON.parse(data);
		if (_callbackId === undefined) return;
		window.told.push({ type: _type, data: _data, origin });
		source.postMessage(JSON.stringify({ _type, _response: null, _callbackId }), origin);
	});
`;

/** Shopify's admin: gives the next of the tokens whenever it is asked for one. */
export function shopifyAdmin(tokens: readonly string[]): string {
	return `
		const tokens = ${JSON.stringify(tokens)};
		window.told = [];
		addEventListener("message", ({ data, source, origin }) => {
			if (data.ask === "token") source.postMessage({ token: tokens.shift() ?? null }, origin);
			if (data.toast !== undefined) window.told.push(data.toast);
		});
	`;
}

/** In place of App Bridge, which Shopify serves. */
export const APP_BRIDGE = `
	if (document.querySelector('meta[name="shopify-api-key"]')?.content === "") throw new Error("no api key");
	window.shopify = {
		idToken: () => new Promise((resolve) => {
			addEventListener("message", ({ data }) => resolve(data.token), { once: true });
			parent.postMessage({ ask: "token" }, "*");
		}),
		toast: { show: (toast) => parent.postMessage({ toast }, "*") },
	};
	if (!document.querySelector('meta[name="shopify-disabled-features"]')?.content.split(/, ?/).includes("fetch")) {
		const own = fetch;
		window.fetch = async (input, init = {}) =>
			own(input, { ...init, headers: { ...init.headers, authorization: "Bearer " + (await shopify.idToken()) } });
	}
`;
