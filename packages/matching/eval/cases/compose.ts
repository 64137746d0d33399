import type { MatchPosting } from "../../src/index.ts";
import { throughTheBank } from "../noise/bank-text.ts";
import { transliterated, type WrittenPayer } from "../noise/payer-name.ts";
import { confounder, type Remark, writeRemark } from "../noise/remittance.ts";
import type { Random } from "../random.ts";
import { isoDay } from "../world/calendar.ts";
import type { Customer } from "../world/customers.ts";
import { drawIban } from "../world/iban.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { fullName } from "../world/person.ts";
import { decimal } from "./amount-paid.ts";
import type { Scene } from "./draft.ts";
import type { Plan } from "./plan.ts";
import type { NamedAs } from "./reference-text.ts";

const OWN_ACCOUNTS = ["DE02120300000000202051", "DE02500105170137075030"];

/** A customer's transfer. */
export interface Transfer {
	/** The first of those it pays. */
	readonly order: PlacedOrder;
	readonly day: number;
	readonly minor: number;
	readonly currency: string;
	readonly payer: WrittenPayer;
	readonly named: NamedAs;
	/** "1. Rate", "abzgl. 2% Skonto": after the number. */
	readonly remark: string;
	/** The payer writes for whom he pays. */
	readonly forCustomer: boolean;
}

export function composeTransfer(scene: Scene, plan: Plan, transfer: Transfer): MatchPosting {
	const { random } = scene;
	const { named, payer, order, minor, currency, day } = transfer;
	const bankWraps = plan.wrapped && named.remittance === undefined;
	const text = throughTheBank(random, remittance(scene, plan, transfer), {
		upperCase: plan.upperCase,
		wrap: bankWraps ? { length: random.pick([27, 35]), by: random.pick(["\n", "\n", " ", "\r\n"]) } : null,
		tagged: plan.tagged && named.remittance === undefined,
	});
	const iban = ibanOf(random, payer, order.customer);
	const endToEndId = named.endToEndId ?? usualEndToEndId(random);
	return {
		id: scene.nextId(),
		account: random.pick(OWN_ACCOUNTS),
		bookingDate: isoDay(day),
		amount: { minor, currency },
		counterparty: {
			...(payer.name !== null && { name: nameAtBank(random, payer.name, plan.upperCase) }),
			...(iban !== null && { iban }),
		},
		...(text !== "" && { remittance: text }),
		...(endToEndId !== null && { endToEndId }),
		...(named.reference !== undefined && { references: [named.reference] }),
		...(!plan.noCode && { transactionCode: transferCode(random) }),
	};
}

function remittance(
	{ random }: Scene,
	plan: Plan,
	{ named, order, remark, forCustomer, minor, currency }: Transfer,
): string {
	if (named.remittance !== undefined) return broken(random, named.remittance);
	const { customer } = order;
	const facts: Remark = {
		numbers: named.text,
		kind: named.kind,
		day: order.day,
		customerNumber: customer.number,
		name: forCustomer ? (customer.company ?? fullName(customer.person)) : null,
		amount: `${decimal(minor)} ${currency}`,
		shop: SHOP_NAMES[order.shop.id] ?? order.shop.id,
	};
	const main = named.kind === "none" && named.text !== "" ? named.text : writeRemark(random, facts);
	const parts = [main, remark];
	if (forCustomer && facts.name !== null && !main.includes(facts.name)) {
		parts.push(`${random.pick(["fuer ", "f. ", "von ", ""])}${facts.name}`);
	}
	if (plan.confounded) {
		const other = confounder(random, facts, customer.postcode, customer.city);
		if (random.chance(0.3)) parts.unshift(other);
		else parts.push(other);
	}
	return transliteratedMostly(random, parts.filter((part) => part !== "").join(random.pick([" ", " ", ", ", " / "])));
}

/** Breaks the prepared text where the number straddles the line's end. */
function broken(random: Random, text: string): string {
	const length = text.length > 35 && !/\d/.test(text[26] ?? "") ? 35 : 27;
	const by = random.pick(length === 27 ? ["\n", " ", "\n"] : ["\n", "\r\n"]);
	return `${text.slice(0, length)}${by}${text.slice(length)}`;
}

const SHOP_NAMES: Readonly<Record<string, string>> = {
	werkzeug: "Werkzeugprofi24",
	garten: "Gartenwelt",
	buero: "Buerobedarf Online",
	mode: "Modehaus Shop",
	tier: "Tierfreund",
	"tier-alt": "Tierfreund",
	foto: "Fotoladen.de",
	tickets: "Ticketkasse",
	ebay: "eBay",
	schweiz: "Alpenshop.ch",
};

function ibanOf(random: Random, payer: WrittenPayer, customer: Customer): string | null {
	if (random.chance(0.03)) return null;
	if (payer.otherCustomer) return payer.otherCustomer.iban;
	return payer.ownAccount ? customer.iban : drawIban(random);
}

function usualEndToEndId(random: Random): string | null {
	switch (random.weighted({ none: 40, notProvided: 42, number: 10, text: 8 })) {
		case "none":
			return null;
		case "notProvided":
			return "NOTPROVIDED";
		case "number":
			return random.digits(random.int(8, 20));
		case "text":
			return `${random.pick(["ZV", "E2E", "TX", "O"])}${random.digits(4)}-${random.digits(10)}`;
	}
}

function transferCode(random: Random): string {
	return random.pick(["166", "166", "166", "168", "NTRF+166+9070", "PMNT-RCDT-ESCT", "PMNT-RRCT-ESCT", "152", "051"]);
}

/** Names keep their umlauts at most banks; in capitals they are written out. */
function nameAtBank(random: Random, name: string, upperCase: boolean): string {
	if (!upperCase || random.chance(0.3)) return name.slice(0, 70);
	return (random.chance(0.7) ? transliterated(name) : name).toUpperCase().slice(0, 70);
}

function transliteratedMostly(random: Random, text: string): string {
	return random.chance(0.6) ? transliterated(text) : text;
}
