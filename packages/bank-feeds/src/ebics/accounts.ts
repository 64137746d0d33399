import type { FeedAccount } from "../feed.ts";
import { NO_PARAMETERS } from "./business-transactions.ts";
import type { EbicsConfig } from "./config.ts";
import { download } from "./download.ts";
import { fault, unexpected } from "./fault.ts";
import { H005 } from "./names.ts";
import { NOT_FOR_US, RefusedByBank } from "./return-codes.ts";
import type { Session } from "./session.ts";
import { child, children, optionalChild, parseXml, textOf } from "./xml.ts";

/**
 * The subscriber's accounts, as the bank lists them (HTD), or as configured where it lists none.
 *
 * @throws FeedError `needs-merchant` where neither says any
 */
export async function accountsOf(session: Session, config: EbicsConfig): Promise<FeedAccount[]> {
	const listed = await listedAccounts(session);
	const accounts = listed.length > 0 ? listed : config.ibans.map((iban) => ({ id: iban, iban }));
	if (accounts.length > 0) return accounts;
	throw fault("needs-merchant", "no accounts", {
		de: "Ihre Bank nennt über EBICS keine Konten. Bitte tragen Sie die IBANs beim Zugang ein.",
		en: "Your bank lists no accounts over EBICS. Please enter the IBANs at the access.",
	});
}

async function listedAccounts(session: Session): Promise<FeedAccount[]> {
	let data: Awaited<ReturnType<typeof download>>;
	try {
		data = await download(session, { order: "HTD", parameters: NO_PARAMETERS });
	} catch (error) {
		// The order is optional for banks.
		if (error instanceof RefusedByBank && NOT_FOR_US.has(error.code)) return [];
		throw error;
	}
	if (data === undefined) return [];
	const root = parseXml(data.bytes);
	if (root.localName !== "HTDResponseOrderData" || root.namespaceURI !== H005) throw unexpected("HTD with other data");
	const accounts = children(child(root, H005, "PartnerInfo"))
		.filter(({ localName }) => localName === "AccountInfo")
		.map(readAccount)
		.filter((account) => account !== undefined);
	await data.receipt(true);
	return accounts;
}

function readAccount(info: Element): FeedAccount | undefined {
	const iban = children(info)
		.filter(({ localName }) => localName === "AccountNumber")
		.map((number) => textOf(number).replace(/\s/g, ""))
		.find((number) => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(number));
	if (iban === undefined) return undefined;
	const holder = optionalChild(info, H005, "AccountHolder");
	return {
		id: iban,
		iban,
		currency: info.getAttribute("Currency") || undefined,
		ownerName: (holder && textOf(holder)) || undefined,
		name: info.getAttribute("Description") || undefined,
	};
}
