/**
 * Carriers as eBay names them (ShippingCarrierCodeType of the Trading API, which the Fulfillment API refers to), by what
 * shops and ERPs call them. Compared without case, spaces and signs.
 */
const CODES: Readonly<Record<string, string>> = {
	dhl: "DHL",
	dhlpaket: "DHL",
	dhlexpress: "DHL",
	deutschepost: "DeutschePost",
	dp: "DeutschePost",
	warenpost: "DeutschePost",
	dpd: "DPD",
	gls: "GLS",
	hermes: "Hermes",
	evri: "Hermes",
	ups: "UPS",
	fedex: "FedEx",
	tnt: "TNT",
	post: "DeutschePost",
	swisspost: "SwissPost",
	schweizerischepost: "SwissPost",
	postch: "SwissPost",
	oesterreichischepost: "AustrianPost",
	österreichischepost: "AustrianPost",
	postat: "AustrianPost",
	austrianpost: "AustrianPost",
	royalmail: "RoyalMail",
	usps: "USPS",
	iloxx: "iLoxx",
};

/** eBay asks for a carrier with every number; one it does not know is "Other". */
const UNKNOWN = "Other";

export function carrierCodeOf(carrier: string): string {
	const key = carrier.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
	return (Object.hasOwn(CODES, key) ? CODES[key] : undefined) ?? UNKNOWN;
}

/** eBay takes letters and digits only, and refuses a number with the spaces and hyphens that stand on a label. */
export function trackingNumberOf(number: string): string {
	return number.replace(/[^A-Za-z0-9]/g, "");
}
