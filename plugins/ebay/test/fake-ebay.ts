import { serve } from "./fake/server.ts";
import { type Ebay, type EbayOptions, openEbay } from "./fake/state.ts";

/** The plugin itself, for where eBay is a fake: `ebay({ originOf: () => fake.url })`. */
export { ebay } from "../src/ebay.ts";
export { appAt } from "./app-at.ts";
export { accountDeletion, send } from "./fake/deliveries.ts";
export { place, refund, touch } from "./fake/order-life.ts";
export { payoutOf } from "./payout-of-fifty.ts";

/** An eBay that answers as eBay does, as far as the plugin uses it: `await startFakeEbay()`. */
export interface FakeEbay {
	readonly url: string;
	readonly ebay: Ebay;
	/** The address behind the operator's RuName. */
	acceptUrl: string;
	close(): Promise<void>;
}

export async function startFakeEbay(options: EbayOptions = {}): Promise<FakeEbay> {
	const ebay = openEbay(options);
	const fake: FakeEbay = {
		url: "",
		ebay,
		acceptUrl: "https://kontor.example/routes/ebay/callback",
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	const server = await serve(ebay, () => fake.acceptUrl);
	return Object.assign(fake, { url: ebay.url });
}
