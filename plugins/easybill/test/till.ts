import { randomUUID } from "node:crypto";
import { Command, type CommandKind, type Outcome } from "@kontor/connector";
import { easybill } from "../src/easybill.ts";
import type { Account } from "../src/manifest.ts";
import { write } from "./fake/document-life.ts";
import type { Document, DocumentPayment } from "./fake/schema.ts";
import { type FakeEasybill, startFakeEasybill } from "./fake-easybill.ts";
import { accountContext } from "./rig.ts";

/** A fake account to which commands are given: each expects the invoice as it is when it is made. */
export interface Till {
	readonly fake: FakeEasybill;
	/** Over 100.00 EUR, unless it is said otherwise. */
	readonly invoice: (given?: Partial<Document>) => Document;
	readonly command: (kind: CommandKind, invoice: Document, given?: object) => Promise<Command>;
	readonly execute: (command: Command, ctx?: Partial<Account>) => Promise<Outcome>;
	readonly run: (kind: CommandKind, invoice: Document, given?: object) => Promise<Outcome>;
	readonly payments: (invoice: Document) => DocumentPayment[];
}

export const eur = (minor: number) => ({ minor, currency: "EUR" });

/** All that any command has: each takes what is its own. */
const PARTICULARS = {
	amount: eur(10_000),
	received: eur(4000),
	outstanding: eur(10_000),
	paidOn: "2026-11-20",
	bankReference: "NTRF-2026,11 4711",
	reason: "Rücklastschrift",
};

export async function openTill(): Promise<Till> {
	const fake = await startFakeEasybill();
	const connector = easybill(fake.url);
	const command: Till["command"] = async (kind, { id }, given = {}) => {
		const now = await connector.read(accountContext(fake), `${id}` as Command["orderRef"]);
		return Command.parse({
			...PARTICULARS,
			kind,
			id: randomUUID(),
			orderRef: String(id),
			issuedAt: "2026-11-22T23:30:00Z",
			expect: now?.statuses ?? {},
			status: null,
			...given,
		});
	};
	const execute: Till["execute"] = (given, ctx) => connector.execute(accountContext(fake, ctx), given);
	return {
		fake,
		invoice: (given = {}) => write(fake.account, given),
		command,
		execute,
		run: async (kind, invoice, given) => execute(await command(kind, invoice, given)),
		payments: ({ id }) => fake.account.paymentsOf(id),
	};
}
