import {
	type BankAccess,
	type ClientOptions,
	call,
	createAccount,
	createBankAccess,
	getBankAccess,
	listNotifications,
	listPostings,
	type setUpBankAccess,
} from "@kontor/protocol";
import { type Booked, OWN_IBAN } from "../support/statements.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { FakeFeed } from "./fake-feed.ts";

export const HOUR_MS = 60 * 60 * 1000;
export const A: Booked = {
	day: "2026-11-01",
	minor: 4_990,
	name: "Anna Adler",
	text: "Bestellung 1001",
	reference: "R1",
};
export const B: Booked = {
	day: "2026-11-02",
	minor: 700,
	name: "Bernd Bach",
	text: "Bestellung 1002",
	reference: "R2",
};

/** A hub that offers one bank, which does as a test says, and a merchant of it. */
export class BankWorld {
	bank = new FakeFeed();
	#hub: TestHub | undefined;
	#merchant: (ClientOptions & { id: string }) | undefined;

	get hub(): TestHub {
		if (this.#hub === undefined) throw new Error("open it first");
		return this.#hub;
	}

	get merchant(): ClientOptions & { id: string } {
		if (this.#merchant === undefined) throw new Error("begin a test first");
		return this.#merchant;
	}

	async open(): Promise<void> {
		this.#hub = await startTestHub({ feeds: () => [this.bank.erased] });
	}

	/** Anew for each test. */
	async begin(): Promise<void> {
		this.bank = new FakeFeed();
		this.hub.setClock("2026-11-02T08:00:00Z");
		this.#merchant = await this.hub.newMerchant();
		// What other tests left behind is not run here.
		await this.hub.sql.query("UPDATE bank_accesses SET due_at = NULL");
	}

	readonly run = async (): Promise<void> => {
		await this.hub.tick();
		await this.hub.hub.accessRuns.idle();
	};

	readonly create = (secrets: Record<string, unknown> = { pin: "12345" }): Promise<BankAccess> =>
		call(this.merchant, createBankAccess, {
			body: { feed: "fake", name: "Hausbank", config: { bank: "test" }, secrets },
		});

	readonly get = (access: string): Promise<BankAccess> => call(this.merchant, getBankAccess, { params: { access } });

	readonly act = (operation: typeof setUpBankAccess, access: string): Promise<BankAccess> =>
		call(this.merchant, operation, { params: { access } });

	readonly newAccount = (number = OWN_IBAN, currency = "EUR") =>
		call(this.merchant, createAccount, { body: { name: number, number, currency, assignFrom: "2026-10-15" } });

	/** What the merchant was told of his banks and not done yet. */
	readonly told = async () =>
		(await call(this.merchant, listNotifications, { query: {} })).items.filter(({ code }) => code.startsWith("BANK_"));

	/** The amounts of all his postings. */
	readonly minors = async (): Promise<number[]> =>
		(await call(this.merchant, listPostings, { query: { limit: 500 } })).items
			.map(({ amount }) => amount.minor)
			.toSorted((a, b) => a - b);

	/** An access that is ready, with the account linked, and fetched once. */
	readonly connected = async (): Promise<{ access: BankAccess; account: string }> => {
		const { id: account } = await this.newAccount();
		const { id } = await this.create();
		await this.run();
		await this.run();
		return { access: await this.get(id), account };
	};

	async close(): Promise<void> {
		await this.hub.close();
	}
}
