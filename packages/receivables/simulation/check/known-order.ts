import type { Done, World, WorldEvent, WorldOrder } from "../world.ts";
import { plus } from "./days.ts";

/** What PRODUCT says is being done about an order, apart from its money. */
type Care = "unread" | "alone" | "ours" | "cancelled" | "overdue" | "collection" | "gone";

interface News {
	readonly on: string;
	/** Within a day: decided reviews, the bank, the shop, persons. */
	readonly rank: number;
	readonly event: WorldEvent;
}

/** What was known of an order from morning to morning, read from the world and from what was done, by the words of PRODUCT. */
export class KnownOrder {
	care: Care = "unread";
	#beforeGone: Care = "ours";
	amount: number;
	paid = 0;
	email: string;
	invoice: { readonly date: string | null } | null = null;
	referenceByHand: string | null = null;
	blocked: { readonly until: string | null } | null = null;
	saidPaidOn: string | null = null;
	/** Since when the schedule counts, where it began anew (A7, B7). */
	since: string | null = null;
	/** What the last payment information said. */
	told: { readonly amount: number; readonly email: string } | null = null;
	readonly #order: WorldOrder;
	readonly #world: World;
	readonly #readOn: string | null;
	readonly #news: readonly News[];
	#next = 0;

	constructor(world: World, order: WorldOrder) {
		this.#world = world;
		this.#order = order;
		this.amount = order.amountMinor;
		this.email = order.customer.email;
		this.#readOn = this.#seenInShop(order.placedOn);
		const news = order.events.flatMap((event) => this.#newsOf(event));
		this.#news = news.sort((a, b) => (a.on === b.on ? a.rank - b.rank : a.on < b.on ? -1 : 1));
	}

	/** Everything that has come to be known this morning. */
	wake(day: string): void {
		if (this.#readOn === null || day < this.#readOn) return;
		if (this.care === "unread") this.care = this.#order.isOld ? "alone" : "ours";
		for (let news = this.#news[this.#next]; news !== undefined && news.on <= day; news = this.#news[++this.#next]) {
			this.#happens(news.event, day);
		}
	}

	/** Nothing more happens to it. */
	get isQuiet(): boolean {
		return this.care !== "unread" && this.#next === this.#news.length;
	}

	/** What was done that day. */
	remember({ kind }: Done): void {
		if (kind === "paymentInformation") this.told = { amount: this.amount, email: this.email };
		if (kind === "cancel") this.care = "cancelled";
		if (kind === "overdue") this.care = "overdue";
		if (kind === "handover") this.care = "collection";
	}

	/** A posting that may pay it has been seen, and nobody has decided yet. */
	isInReview(day: string): boolean {
		return this.#order.events.some((event) => {
			if (event.kind !== "pays" || event.reviewDays === 0) return false;
			const seen = this.#seenInBank(event.account, event.on);
			return seen !== null && seen <= day && day < plus(seen, event.reviewDays);
		});
	}

	/** PRODUCT H. */
	get state(): string | null {
		if (this.care === "unread") return null;
		if (this.care === "gone") return "removedExternally";
		if (this.care === "cancelled") return "cancelled";
		if (this.paid > this.amount) return "overpaid";
		if (this.paid === this.amount) return "paid";
		if (this.care === "alone") return "notManaged";
		if (this.care === "overdue") return "overdue";
		if (this.care === "collection") return "debtCollection";
		return this.paid > 0 ? "partiallyPaid" : "open";
	}

	#newsOf(event: WorldEvent): News[] {
		if (event.kind === "pays") {
			const seen = this.#seenInBank(event.account, event.on);
			if (seen === null) return [];
			return [{ on: plus(seen, event.reviewDays), rank: event.reviewDays > 0 ? 0 : 1, event }];
		}
		const isPersons = !["invoice", "amount", "email", "closed", "deleted", "reopened"].includes(event.kind);
		const on = isPersons ? this.#later(event.on, this.#readOn) : this.#seenInShop(event.on);
		return on === null ? [] : [{ on, rank: isPersons ? 3 : 2, event }];
	}

	#happens(event: WorldEvent, day: string): void {
		const { kind } = event;
		if (kind === "pays") this.#isPaid(event.minor, day);
		else if (kind === "invoice") this.invoice = { date: event.date };
		else if (kind === "amount") this.amount = event.minor;
		else if (kind === "email") this.email = event.email;
		else if (kind === "closed" || kind === "deleted") this.#leaves(kind === "deleted");
		else if (kind === "reopened") this.#isBack(day);
		else if (kind === "takes-over") this.#isTakenOver(day);
		else if (kind === "blocks") this.blocked = { until: event.until };
		else if (kind === "unblocks") this.blocked = null;
		else if (kind === "says-paid") this.saidPaidOn = event.on;
		else if (kind === "sets-reference") this.referenceByHand = event.day;
		else this.#isDecided(kind, day);
	}

	/** D6, A7, B7. */
	#isPaid(minor: number, day: string): void {
		const asks = this.care === "cancelled" || (this.care === "overdue" && this.#order.paymentCode === "cashOnDelivery");
		if (asks && this.#world.paymentForCancelled === "review") return;
		this.paid += minor;
		if (asks || this.care === "alone") this.#isOurs(day);
	}

	/** B7: a paid order that moves on is on its way; a deleted one is gone, whatever was paid. */
	#leaves(deleted: boolean): void {
		if (this.care === "gone") return;
		if (!deleted && (this.care === "cancelled" || this.paid >= this.amount)) return;
		this.#beforeGone = this.care;
		this.care = "gone";
	}

	#isBack(day: string): void {
		if (this.care === "gone" && this.#beforeGone === "alone") this.care = "alone";
		else if (this.care === "gone" || this.care === "cancelled") this.#isOurs(day);
	}

	/** What the merchant decides by hand, where it can be. */
	#isDecided(kind: "ends-collection" | "revives" | "cancels", day: string): void {
		const isPrepaid = this.#order.paymentCode === "prepayment";
		if (kind === "ends-collection" && this.care === "collection") this.care = "overdue";
		if (kind === "revives" && (this.care === "cancelled" || this.care === "overdue")) this.#isOurs(day);
		if (kind === "cancels" && isPrepaid && this.paid < this.amount && ["ours", "alone"].includes(this.care)) {
			this.care = "cancelled";
		}
	}

	#isTakenOver(day: string): void {
		if (this.care === "alone") this.#isOurs(day);
	}

	#isOurs(day: string): void {
		this.care = "ours";
		this.since = day;
	}

	/** The morning on which what was booked is fetched: accounts bring what is older than the day. */
	#seenInBank(account: string, bookedOn: string): string | null {
		const outages = this.#world.accounts.find(({ id }) => id === account)?.outages ?? [];
		return this.#later(this.#firstWithout(outages, plus(bookedOn, 1)), this.#readOn);
	}

	#seenInShop(on: string): string | null {
		const outages = this.#world.shops.find(({ id }) => id === this.#order.shop)?.outages ?? [];
		return this.#firstWithout(outages, on);
	}

	#firstWithout(outages: readonly { from: string; to: string }[], from: string): string | null {
		for (let day = from; day <= this.#world.lastDay; day = plus(day, 1)) {
			if (!outages.some((span) => span.from <= day && day <= span.to)) return day;
		}
		return null;
	}

	#later(a: string | null, b: string | null): string | null {
		if (a === null || b === null) return null;
		return a > b ? a : b;
	}
}
