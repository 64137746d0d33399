import type { Habits } from "../profile.ts";
import type { Random } from "../random.ts";
import { drawCompany } from "./company.ts";
import { drawIban } from "./iban.ts";
import { CITIES } from "./name-lists.ts";
import type { PlacedOrder } from "./orders.ts";
import { drawGiven, drawPerson, type Person } from "./person.ts";
import type { Shop } from "./shops.ts";

/** Whoever ordered, in one shop. The same person in two shops is two customers. */
export interface Customer {
	readonly index: number;
	readonly person: Person;
	readonly company: string | null;
	readonly postcode: string;
	readonly city: string;
	readonly number: string | null;
	readonly iban: string;
	/** He has paid before, and the engine is told from which account. */
	readonly known: boolean;
	/** Somebody else of the same surname and address who is a customer too. */
	relative: Customer | null;
	/** Orders one thing every month. */
	readonly subscriber: boolean;
	/** By date, paid ones included. */
	readonly orders: PlacedOrder[];
}

/** The customers of one shop while its orders are drawn. */
export class Customers {
	private readonly persons: Customer[] = [];
	private readonly firms: Customer[] = [];
	private readonly subscribers: Customer[] = [];
	private readonly random: Random;
	private readonly shop: Shop;
	private readonly all: Customer[];
	private readonly kinships: Readonly<Record<"none" | "family" | "same" | "homonym", number>>;
	private count = 0;

	/** @param all - grows by every customer, over all shops. */
	constructor(random: Random, shop: Shop, all: Customer[], { family, twice, homonym }: Habits) {
		this.kinships = { none: 100 - family - twice - homonym, family, same: twice, homonym };
		this.random = random;
		this.shop = shop;
		this.all = all;
	}

	/** Who places the next order: a regular or somebody new. */
	draw(): Customer {
		const { random } = this;
		if (random.chance(0.02)) {
			return random.chance(0.85) ? this.again(this.subscribers, true) : this.add(this.subscribers, false, true);
		}
		if (random.chance(0.12)) {
			return random.chance(0.72) ? this.again(this.firms, false, true) : this.add(this.firms, true, false);
		}
		return random.chance(0.38) ? this.again(this.persons) : this.add(this.persons, false, false);
	}

	private again(list: Customer[], subscriber = false, firm = false): Customer {
		if (list.length < 4) return this.add(list, firm, subscriber);
		// those who came last come back soonest
		const back = 2 + Math.floor((list.length - 2) * this.random.next() ** (subscriber ? 1 : 2));
		return list[list.length - 1 - back] ?? this.add(list, firm, subscriber);
	}

	private add(list: Customer[], firm: boolean, subscriber: boolean): Customer {
		const { random } = this;
		const like = firm || this.all.length === 0 ? null : random.pick(this.all);
		const kinship = like === null || like.company !== null ? "none" : random.weighted(this.kinships);
		const sameHome = kinship === "family" || kinship === "same";
		const [postcode, city] = sameHome && like ? [like.postcode, like.city] : random.pick(CITIES);
		const joint = (kinship === "same" && random.chance(0.8)) || (kinship === "family" && random.chance(0.3));
		const customer: Customer = {
			index: this.all.length,
			person: like && kinship !== "none" ? this.kin(like.person, kinship) : drawPerson(random),
			company: firm ? drawCompany(random) : null,
			postcode,
			city,
			number: this.shop.customer?.(this.count) ?? null,
			iban: like && joint ? like.iban : drawIban(random),
			known: random.chance(0.35),
			relative: kinship === "family" ? like : null,
			subscriber,
			orders: [],
		};
		if (like && kinship === "family") like.relative = customer;
		this.count++;
		this.all.push(customer);
		list.push(customer);
		return customer;
	}

	private kin(person: Person, kinship: "family" | "same" | "homonym"): Person {
		return kinship === "family" ? { given: drawGiven(this.random), family: person.family } : person;
	}
}
