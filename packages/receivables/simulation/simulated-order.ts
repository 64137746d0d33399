import type { Day } from "@kontor/connector";
import { addDays } from "../src/days.ts";
import type { LifecycleEvent } from "../src/events.ts";
import { firstLifecycle, transition } from "../src/lifecycle.ts";
import type { Lifecycle } from "../src/order-state.ts";
import { type OrderHistory, type ScheduledOrder, type StepTaken, startsAnew } from "../src/schedule/scheduled-order.ts";
import type { PlannedStep } from "../src/schedule/timeline.ts";
import { isSettled, type Settlement, settlementStatus, unpaid } from "../src/settlement.ts";
import type { World, WorldEvent, WorldOrder } from "./world.ts";

type Payment = Extract<WorldEvent, { kind: "pays" }>;

/** The last days on which accounts were fetched and shops reached. */
interface Seen {
	readonly fetchedOn: ReadonlyMap<string, Day>;
	readonly reachedOn: ReadonlyMap<string, Day>;
}

/** What of a step changes the order itself. */
const EVENT_OF: Readonly<Partial<Record<PlannedStep["kind"], LifecycleEvent>>> = {
	cancel: "cancelled-by-schedule",
	overdue: "overdue-by-schedule",
	handover: "collection-by-schedule",
};

/** An order of the simulation, as a hub without a database would keep it. */
export class SimulatedOrder {
	readonly world: WorldOrder;
	/** What is the same for its schedule is the same for all of this shop and country. */
	readonly kind: string;
	readonly #paymentRevives: boolean;
	wasRead = false;
	lifecycle: Lifecycle = "managed";
	#formerly: Lifecycle = "managed";
	settlement: Settlement;
	/** What has not been seen yet, and what is seen but not decided. */
	#unseen: WorldEvent[];
	#inReview: { readonly payment: Payment; readonly until: Day }[] = [];
	readonly #steps: StepTaken[] = [];
	#informed: OrderHistory["informed"] = null;
	#anewSince: Day | null = null;
	#email: string;
	#invoice: { readonly date: Day | null } | null = null;
	#block: ScheduledOrder["dunningBlock"] = null;
	#saidPaidOn: Day | null = null;
	#referenceByHand: Day | null = null;
	#scheduled: ScheduledOrder | null = null;

	constructor(order: WorldOrder, { paymentForCancelled }: World) {
		this.world = order;
		this.kind = `${order.shop} ${order.country}`;
		this.#paymentRevives = paymentForCancelled === "revive";
		this.settlement = unpaid(order.amountMinor, "EUR");
		this.#unseen = [...order.events];
		this.#email = order.customer.email;
	}

	/** A morning: the bank's news, the shop's, and what persons did. */
	live(day: Day, { fetchedOn, reachedOn }: Seen): void {
		const reached = reachedOn.get(this.world.shop);
		if (!this.wasRead) {
			if (reached === undefined || reached < this.world.placedOn) return;
			this.wasRead = true;
			this.lifecycle = firstLifecycle(this.world.paymentCode, this.world.isOld);
		}
		const [first] = this.#unseen;
		if (this.#inReview.length === 0 && (first === undefined || first.on > day)) return;
		this.#scheduled = null;
		const decided = this.#inReview.filter(({ until }) => until <= day);
		this.#inReview = this.#inReview.filter(({ until }) => until > day);
		for (const { payment } of decided) this.#assign(payment, day);
		this.#see(day, (event) => event.kind === "pays" && (fetchedOn.get(event.account) ?? "") > event.on);
		this.#see(day, ({ kind, on }) => isOfShop(kind) && reached !== undefined && on <= reached);
		this.#see(day, ({ kind, on }) => kind !== "pays" && !isOfShop(kind) && on <= day);
	}

	/** Something may be done about it by the machine. */
	get isAlive(): boolean {
		const isTracked = this.lifecycle === "managed" || this.lifecycle === "overdue";
		return this.wasRead && isTracked && !isSettled(settlementStatus(this.settlement));
	}

	/** Nothing will be done about it, and nothing more happens to it. */
	get isOver(): boolean {
		return this.wasRead && this.#unseen.length === 0 && this.#inReview.length === 0 && !this.isAlive;
	}

	/** Made anew where something has happened. */
	get scheduled(): ScheduledOrder {
		this.#scheduled ??= this.#asScheduled();
		return this.#scheduled;
	}

	#asScheduled(): ScheduledOrder {
		const { paymentCode, placedOn, customer } = this.world;
		return {
			paymentCode,
			lifecycle: this.lifecycle,
			settlement: this.settlement,
			days: {
				placedOn,
				byHand: this.#referenceByHand,
				statedByShop: null,
				invoiceDate: this.#invoice?.date ?? null,
			},
			terms: { byHand: null, fromShop: null, dueOnInvoice: null },
			hasInvoiceNumber: this.#invoice !== null,
			customer: { ...customer, email: this.#email },
			dunningBlock: this.#block,
			alreadyPaidOn: this.#saidPaidOn,
			inReview: this.#inReview.length > 0,
			closedWhileDetached: false,
			maybeImported: false,
			ledElsewhere: false,
		};
	}

	get history(): OrderHistory {
		return { steps: this.#steps, informed: this.#informed, anewSince: this.#anewSince };
	}

	take({ kind, level }: PlannedStep, on: Day): void {
		this.#scheduled = null;
		this.#steps.push({ kind, on, ...(level === null ? {} : { level }) });
		if (kind === "paymentInformation") this.#informed = { amountMinor: this.settlement.amount, email: this.#email };
		const event = EVENT_OF[kind];
		if (event !== undefined && !this.#move(event, on)) throw new Error(`${event} was refused for ${this.world.id}`);
	}

	#see(day: Day, isSeen: (event: WorldEvent) => boolean): void {
		const news = this.#unseen.filter(isSeen);
		if (news.length === 0) return;
		this.#unseen = this.#unseen.filter((event) => !news.includes(event));
		for (const event of news) this.#happen(event, day);
	}

	#happen(event: WorldEvent, day: Day): void {
		switch (event.kind) {
			case "pays":
				if (event.reviewDays === 0) this.#assign(event, day);
				else this.#inReview.push({ payment: event, until: addDays(day, event.reviewDays) });
				return;
			case "invoice":
				this.#invoice = { date: event.date };
				return;
			case "amount":
				this.settlement = { ...this.settlement, amount: event.minor };
				return;
			case "email":
				this.#email = event.email;
				return;
			case "closed":
			case "deleted":
				this.#formerly = this.lifecycle === "removedExternally" ? this.#formerly : this.lifecycle;
				this.#move(event.kind === "closed" ? "closed-in-shop" : "deleted-in-shop", day);
				return;
			case "reopened":
				this.#move("reopened-in-shop", day);
				return;
			case "takes-over":
				this.#move("taken-under-management", day);
				return;
			case "ends-collection":
				if (this.lifecycle === "debtCollection") this.#move("collection-ended", day);
				return;
			case "revives":
				this.#move("revived-by-hand", day);
				return;
			case "cancels":
				this.#move("cancelled-by-hand", day);
				return;
			case "blocks":
				this.#block = { until: event.until };
				return;
			case "unblocks":
				this.#block = null;
				return;
			case "says-paid":
				this.#saidPaidOn = event.on;
				return;
			case "sets-reference":
				this.#referenceByHand = event.day;
		}
	}

	#assign(payment: Payment, day: Day): void {
		const assigned = { ...this.settlement, assigned: this.settlement.assigned + payment.minor };
		if (this.#move("payment-assigned", day, assigned)) this.settlement = assigned;
	}

	/** Whether the event was allowed. */
	#move(event: LifecycleEvent, day: Day, settlement = this.settlement): boolean {
		const moved = transition(this.lifecycle, event, {
			settlement: settlementStatus(settlement),
			paymentCode: this.world.paymentCode,
			paymentRevives: this.#paymentRevives,
			formerly: this.#formerly,
		});
		if (!moved.ok) return false;
		if (startsAnew(this.lifecycle, moved.lifecycle)) this.#anewSince = day;
		this.lifecycle = moved.lifecycle;
		return true;
	}
}

function isOfShop(kind: WorldEvent["kind"]): boolean {
	return ["invoice", "amount", "email", "closed", "deleted", "reopened"].includes(kind);
}
