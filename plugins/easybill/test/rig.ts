import type { BuildRig } from "@kontor/conformance";
import { OrderRef } from "@kontor/connector";
import { tokenOf } from "../src/deliveries.ts";
import { easybill } from "../src/easybill.ts";
import { type Account, manifest } from "../src/manifest.ts";
import { cancel, edit, write } from "./fake/document-life.ts";
import type { Document } from "./fake/schema.ts";
import { type FakeEasybill, startFakeEasybill } from "./fake-easybill.ts";

const PAGE_SIZE = 3;

/** A fresh account, and what the suite of all connectors needs to drive it. */
export const buildRig: BuildRig = async () => {
	const { url, account, close } = await startFakeEasybill({ mostPerPage: PAGE_SIZE });
	const invoiceOf = (ref: OrderRef): Document => {
		const invoice = account.documents.get(Number(ref));
		if (invoice === undefined) throw new Error(`the fake has no document ${ref}`);
		return invoice;
	};
	let moves = 0;
	return {
		connector: easybill(url),
		config: { plan: "BUSINESS" },
		secrets: { apiKey: account.apiKey },
		wrongSecrets: { apiKey: "eb-0000000000000000" },
		timeZone: "Europe/Berlin",
		currencies: ["EUR"],
		pageSize: PAGE_SIZE,
		close,
		shop: {
			async place({ amount: { minor, currency } }) {
				return OrderRef.parse(String(write(account, { amount: minor, currency }).id));
			},
			async edit(ref) {
				const invoice = invoiceOf(ref);
				edit(account, invoice, { address: { ...invoice.address, street: `Nebenstr. ${++moves}` } });
			},
			async settleElsewhere(ref) {
				cancel(account, invoiceOf(ref));
			},
			async remove(ref) {
				account.documents.delete(Number(ref));
			},
			effects: async () => [...account.effects],
			async webhook(ref, { key }) {
				const { id, type, amount } = invoiceOf(ref);
				const body = JSON.stringify({ event: "document.update", data: { id, type, amount } });
				return {
					method: "POST",
					url: `/webhooks/x?token=${tokenOf(key)}`,
					headers: new Headers({ "content-type": "application/json" }),
					body: new TextEncoder().encode(body),
				};
			},
		},
	};
};

/** What a handler gets, for tests of our own. */
export function accountContext(fake: FakeEasybill, given: Partial<Account> = {}): Account {
	return {
		config: { plan: "BUSINESS" },
		secrets: { apiKey: fake.account.apiKey },
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
		http: fetch,
		webhook: null,
		log: () => {},
		signal: new AbortController().signal,
		now: () => new Date(),
		...given,
	};
}
