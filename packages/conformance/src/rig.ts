import type {
	CommandKind,
	Connector,
	Money,
	OrderRef,
	PaymentCode,
	PayoutQuestion,
	RawRequest,
	Scope,
} from "@kontor/connector";

/** One real effect in the shop: what a merchant or customer would notice. */
export interface Effect {
	readonly ref: OrderRef;
	/**
	 * "status on-hold->processing", "note", "e-mail", "refund", ...: free text for messages of failed tests. The same text
	 * twice by one command is the same effect twice.
	 */
	readonly what: string;
}

/** The running fake of a shop, as the suite drives it. It behaves as the real shop does, quirks included. */
export interface FakeShop {
	/** Places an open order as a buyer would; the shop picks ref and number. */
	place(order: { amount: Money; paymentCode: PaymentCode }): Promise<OrderRef>;
	/** The merchant edits the billing address of an order in the shop's admin. */
	edit(ref: OrderRef): Promise<void>;
	/** The merchant moves the order to a status that is not open by the default mapping and where it cannot be paid. */
	settleElsewhere(ref: OrderRef): Promise<void>;
	/** The order vanishes for good. */
	remove(ref: OrderRef): Promise<void>;
	/** Every effect since the start, in order. The suite's only proof against double writes. */
	effects(): Promise<readonly Effect[]>;
	/** The order's webhook as this shop would send it now, signed with `key`, at `at` where the signature covers time. */
	webhook?(ref: OrderRef, signing: { key: string; at: Date }): Promise<RawRequest>;
	/** The platform pays out what it collected for these orders; how the payout then stands in the seller's bank statement. */
	payOut?(refs: readonly OrderRef[]): Promise<PayoutQuestion>;
	/** Kontor is removed from the shop; its message about it, where the shop sends one. `keepData` as far as it asks. */
	uninstall?(given: { keepData: boolean; key: string; at: Date }): Promise<RawRequest>;
}

/** A connector with a shop behind it: what a plugin hands to `testConnector`. */
export interface Rig {
	readonly connector: Connector;
	readonly shop: FakeShop;
	/** With these `check` succeeds. The suite looks for the secrets' values in every log, error, outcome and cursor. */
	readonly config: Readonly<Record<string, unknown>>;
	readonly secrets: Readonly<Record<string, unknown>>;
	/** What the operator registered with the platform, where the manifest asks for it; looked for like the secrets. */
	readonly app?: Readonly<Record<string, unknown>>;
	/** Secrets of the same shape that the shop refuses. */
	readonly wrongSecrets: Readonly<Record<string, unknown>>;
	/** Left out: the manifest's default mapping, connected long ago. */
	readonly scope?: Scope;
	/** A shop in which the offset differs from UTC, which prices in this currency. */
	readonly timeZone: string;
	/** Currencies the shop can hold; the suite places orders in each of EUR, JPY and KWD that is named. */
	readonly currencies: readonly string[];
	/** How many orders the connector reads at a time; left out: 3. The suite places enough of them for three pages. */
	readonly pageSize?: number;
	/** Whether a request may have an effect, by its body where the shop speaks GraphQL; left out: every method but GET and HEAD. */
	isWrite?(request: Request): boolean | Promise<boolean>;
	/** Commands of the manifest that cannot be looked up afterwards, each with the reason: unknown is then never repeated. */
	readonly notLookedUp?: Partial<Readonly<Record<CommandKind, string>>>;
	close(): Promise<void>;
}

/** What `testConnector` is given: a fresh shop for every test. */
export type BuildRig = () => Promise<Rig>;
