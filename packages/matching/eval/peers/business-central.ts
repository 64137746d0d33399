import type { MatchOrder, MatchPosting } from "../../src/index.ts";
import { customerOf, discounts, owed, payable } from "./payable.ts";
import { type Decide, type Known, MOST_RANKED, NOTHING, type Shape } from "./shape.ts";
import { stringNearness } from "./string-nearness.ts";

/** The rows of its rule table that apply at once by default, over candidates from hash tables. */
export const businessCentral: Shape = {
	name: "Business Central default auto-apply",
	source: "microsoft/BCApps, codeunit 1255 Match Bank Payments, table 1252 Bank Pmt. Appl. Rule",
	build: applyByRules,
};

interface Entry {
	readonly order: MatchOrder;
	readonly customer: string | null;
	/** What settles it: all that is owed, or less with cash discount until a day. */
	readonly settles: readonly { readonly minor: number; readonly until: string | null }[];
	readonly names: readonly string[];
}

/** What a posting and an entry have in common; `amount` counts how many entries of all customers that amount would settle. */
interface Signals {
	readonly entry: Entry;
	readonly party: "fully" | "partially" | "no";
	readonly document: boolean;
	readonly amount: "one" | "multiple" | "none";
}

const SHORTEST_DOCUMENT = 4;
/** Groups of letters and digits that a document number may consist of. */
const MOST_GROUPS = 4;
const SAME_NAME = 95;
/** Candidates by amount alone beyond these would not be shown. */
const MOST_BY_AMOUNT = 20;
/** Collections of our own: GVC and ISO 20022. */
const DIRECT_DEBIT = /(?:^|\+)(?:171|174|192|196)(?:\+|$)|PMNT-IDDT-ESDD/;

function applyByRules(known: Known): Decide {
	const index = indexEntries(payable(known.orders), known.payers);
	return (posting) => {
		const { minor } = posting.amount;
		if (minor <= 0) return NOTHING;
		const collected = DIRECT_DEBIT.test(posting.transactionCode ?? "")
			? index.byDocument(posting.endToEndId ?? "")
			: [];
		if (collected[0] !== undefined) return apply(collected.slice(0, 1), minor);

		const named = index.namedIn(posting.remittance ?? posting.searchText ?? "");
		const equal = index.byAmount(posting);
		const candidates = new Set([...named, ...index.ofParty(posting), ...equal.slice(0, MOST_BY_AMOUNT)]);
		const signals = [...candidates].map((entry): Signals => {
			const amount = !settles(entry, posting) ? "none" : equal.length === 1 ? "one" : "multiple";
			return { entry, party: index.party(entry, posting), document: named.has(entry), amount };
		});
		const fully = signals.filter(({ party, document }) => party === "fully" && document).map(({ entry }) => entry);
		if (fully.length > 1 && sum(fully) === minor) return apply(fully, minor);
		const ranked = signals.toSorted((a, b) => points(b) - points(a));
		const one = ranked.filter(({ party, document, amount }) => party === "fully" && document && amount === "one");
		const offered = ranked.slice(0, MOST_RANKED).map(({ entry }) => [entry.order.id]);
		const [only] = one;
		if (only === undefined || one.length > 1) return { ...NOTHING, ranked: offered };
		return { orders: [{ order: only.entry.order.id, minor }], automatic: true, ranked: offered };
	};
}

function apply(entries: readonly Entry[], minor: number): ReturnType<Decide> {
	const parts = entries.map(({ order }) => ({ order: order.id, minor: entries.length === 1 ? minor : owed(order) }));
	return { orders: parts, automatic: true, ranked: [parts.map(({ order }) => order)] };
}

/** In the order of the table: rows with a document above those without, then the amount, then the party. */
function points({ party, document, amount }: Signals): number {
	return (document ? 4 : 0) + { one: 3, multiple: 2, none: 0 }[amount] + { fully: 2.5, partially: 1, no: 0 }[party];
}

function sum(entries: readonly Entry[]): number {
	return entries.reduce((total, { order }) => total + owed(order), 0);
}

function settles({ order, settles }: Entry, { amount, bookingDate }: MatchPosting): boolean {
	return (
		order.amount.currency === amount.currency &&
		settles.some(({ minor, until }) => minor === amount.minor && (until === null || bookingDate <= until))
	);
}

interface Index {
	byDocument(number: string): readonly Entry[];
	/** Entries whose number stands in a text, delimited and as written. */
	namedIn(text: string): ReadonlySet<Entry>;
	byAmount(posting: MatchPosting): readonly Entry[];
	/** Of the payer by account, else of everybody of exactly this name. */
	ofParty(posting: MatchPosting): readonly Entry[];
	party(entry: Entry, posting: MatchPosting): Signals["party"];
}

function indexEntries(orders: readonly MatchOrder[], payers: Known["payers"]): Index {
	const documents = new Map<string, Entry[]>();
	const amounts = new Map<string, Entry[]>();
	const customers = new Map<string, Entry[]>();
	const names = new Map<string, Set<string>>();
	for (const order of orders) {
		const due = [{ minor: owed(order), until: null }, ...discounts(order)];
		const own = [order.name, order.company].flatMap((name) => (name === undefined ? [] : [normalize(name)]));
		const entry = { order, customer: customerOf(order), settles: due, names: own };
		for (const number of new Set([order.number.toUpperCase(), order.invoiceNumber?.toUpperCase() ?? ""])) {
			if (number.length >= SHORTEST_DOCUMENT) push(documents, number, entry);
		}
		for (const minor of new Set(due.map((one) => one.minor))) push(amounts, `${minor} ${order.amount.currency}`, entry);
		if (entry.customer === null) continue;
		push(customers, entry.customer, entry);
		for (const name of own) names.set(name, (names.get(name) ?? new Set()).add(entry.customer));
	}
	const accounts = Map.groupBy(payers, ({ iban }) => iban);
	const customersOf = ({ counterparty }: MatchPosting) =>
		(accounts.get(counterparty?.iban ?? "") ?? []).map(
			(payer) => payer.customerNumber ?? payer.name?.toLowerCase() ?? "",
		);

	return {
		byDocument: (number) => documents.get(number.toUpperCase()) ?? [],
		namedIn: (text) => new Set(numbersIn(text.toUpperCase()).flatMap((number) => documents.get(number) ?? [])),
		byAmount: (posting) =>
			(amounts.get(`${posting.amount.minor} ${posting.amount.currency}`) ?? []).filter((one) => settles(one, posting)),
		ofParty: (posting) => {
			const byAccount = customersOf(posting);
			const found = byAccount.length > 0 ? byAccount : (names.get(normalize(posting.counterparty?.name ?? "")) ?? []);
			return [...found].flatMap((customer) => customers.get(customer) ?? []);
		},
		party: ({ customer, names: own }, posting) => {
			if (customer !== null && customersOf(posting).includes(customer)) return "fully";
			const payer = normalize(posting.counterparty?.name ?? "");
			const same = own.find((name) => stringNearness(name, payer) >= SAME_NAME);
			return same === undefined ? "no" : names.get(same)?.size === 1 ? "fully" : "partially";
		},
	};
}

/** Every run of up to four groups of letters and digits, with what stands between them. */
function numbersIn(text: string): string[] {
	const groups = [...text.matchAll(/[\p{L}\d]+/gu)].map(({ index, 0: group }) => ({
		from: index,
		to: index + group.length,
	}));
	return groups.flatMap(({ from }, i) =>
		groups.slice(i, i + MOST_GROUPS).flatMap(({ to }) => (to - from < SHORTEST_DOCUMENT ? [] : [text.slice(from, to)])),
	);
}

function normalize(name: string): string {
	return name.toUpperCase().replace(/[^\p{L}\d]/gu, "");
}

function push(lists: Map<string, Entry[]>, key: string, entry: Entry): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [entry]);
	else list.push(entry);
}
