import type { EbayApp } from "../src/manifest.ts";
import type { Ebay } from "./fake/state.ts";

/** The operator's application, as the fake knows it. */
export function appAt({ ebay }: { readonly ebay: Ebay }): EbayApp {
	return {
		clientId: ebay.clientId,
		clientSecret: ebay.clientSecret,
		ruName: ebay.ruName,
		verificationToken: ebay.verificationToken,
		alertEmail: "betrieb@kontor.example",
		signingKey: ebay.signing.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
		signingJwe: ebay.signing.jwe,
	};
}
