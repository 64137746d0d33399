import { formatMoney, Money, PaymentCode, type Text, titled } from "@kontor/connector";
import * as z from "zod";
import type { Claim, Implications } from "./claims.ts";
import type { Facts } from "./facts.ts";

/** One kind of condition: a row of the table that the editor, the documentation and the evaluation are made from. */
interface ConditionKind<P extends z.ZodObject> {
	readonly title: Text;
	readonly parameters: P;
	/** What it reads of a Vorgang. */
	readonly reads: readonly (keyof Facts)[];
	/** Made ready once for its parameters; then asked for each Vorgang. */
	readonly holds: (given: z.infer<P>) => (facts: Facts) => boolean;
	/** What it says, comparable with others. */
	readonly claims: (given: z.infer<P>) => Claim;
	/** What it saw, for the merchant. */
	readonly saw: (facts: Facts) => Text;
}

function condition<P extends z.ZodObject>(kind: ConditionKind<P>): ConditionKind<P> {
	return kind;
}

const none = z.object({});
const HOUR = 3_600_000;

const names = z.array(z.string().min(1).max(100)).min(1).max(100);

function count(facts: Facts, de: string, en: string, of: (shipment: Facts["shipments"][number]) => boolean): Text {
	const found = facts.shipments.filter(of).length;
	return {
		de: `${found} von ${facts.shipments.length} Versanddatensätzen ${de}`,
		en: `${found} of ${facts.shipments.length} shipment records ${en}`,
	};
}

const yes = (holds: boolean, de: string, en: string): Text =>
	holds ? { de, en } : { de: `nicht ${de}`, en: `not ${en}` };

/**
 * Every condition that a rule can have (PRODUCT J3). A new one is one more entry here: the editor's form is made from its
 * parameters, the README's table from the whole, and the search for contradictions from its claim.
 */
export const CONDITIONS = {
	"payment-received": condition({
		title: { de: "Zahlung vollständig eingegangen", en: "Payment received in full" },
		parameters: none,
		reads: ["amount", "paid"],
		// «Vog.GPreisBt» <= «Vog.KdBezBet»
		holds: () => (facts) => facts.amount <= facts.paid,
		claims: () => ({ fact: "paid in full", is: true }),
		saw: ({ amount, paid, currency }) => ({
			de: `${formatMoney({ minor: paid, currency }, "de")} von ${formatMoney({ minor: amount, currency }, "de")}`,
			en: `${formatMoney({ minor: paid, currency }, "en")} of ${formatMoney({ minor: amount, currency }, "en")}`,
		}),
	}),
	"invoice-exists": condition({
		title: { de: "Rechnung vorhanden", en: "Invoice exists" },
		parameters: none,
		reads: ["invoice"],
		holds: () => (facts) => facts.invoice,
		claims: () => ({ fact: "invoice", is: true }),
		saw: ({ invoice }) => yes(invoice, "vorhanden", "there"),
	}),
	"shipment-exists": condition({
		title: { de: "Versanddatensatz vorhanden", en: "Shipment record exists" },
		parameters: none,
		reads: ["shipments"],
		holds: () => (facts) => facts.shipments.length > 0,
		claims: () => ({ fact: "shipment exists", is: true }),
		saw: ({ shipments }) => ({
			de: `${shipments.length} Versanddatensätze`,
			en: `${shipments.length} shipment records`,
		}),
	}),
	"shipment-done": condition({
		title: {
			de: "Nur wenn ein Versanddatensatz als erledigt gekennzeichnet ist",
			en: "Only if a shipment record is marked as done",
		},
		parameters: none,
		reads: ["shipments"],
		holds: () => (facts) => facts.shipments.some(({ done }) => done),
		claims: () => ({ fact: "shipment done", is: true }),
		saw: (facts) => count(facts, "erledigt", "done", ({ done }) => done),
	}),
	"shipment-has-number": condition({
		title: { de: "Versanddatensatz hat eine Paketnummer", en: "Shipment record has a parcel number" },
		parameters: none,
		reads: ["shipments"],
		holds: () => (facts) => facts.shipments.some(({ parcelNumber }) => parcelNumber !== ""),
		claims: () => ({ fact: "shipment number", is: true }),
		saw: (facts) => count(facts, "mit Paketnummer", "with a parcel number", ({ parcelNumber }) => parcelNumber !== ""),
	}),
	article: condition({
		title: { de: "Enthält einen dieser Artikel", en: "Contains one of these articles" },
		parameters: z.object({ articles: names.meta(titled({ de: "Artikelnummern", en: "Article numbers" })) }),
		reads: ["articles"],
		holds: ({ articles }) => {
			const wanted = new Set(articles);
			return (facts) => facts.articles.some(({ number }) => wanted.has(number));
		},
		claims: ({ articles }) => ({ fact: `article ${JSON.stringify(articles.toSorted())}`, is: true }),
		saw: ({ articles }) => both(articles.map(({ number }) => number).join(", ") || "–"),
	}),
	"in-stock": condition({
		title: { de: "Alle Artikel sind am Lager", en: "All articles are in stock" },
		parameters: none,
		reads: ["articles"],
		holds: () => (facts) => facts.articles.every(({ inStock }) => inStock),
		claims: () => ({ fact: "in stock", is: true }),
		saw: ({ articles }) => {
			const missing = articles
				.filter(({ inStock }) => !inStock)
				.map(({ number }) => number)
				.join(", ");
			return missing === ""
				? { de: "alle da", en: "all there" }
				: { de: `es fehlt: ${missing}`, en: `missing: ${missing}` };
		},
	}),
	"status-age": condition({
		title: { de: "Der Status besteht seit mindestens … Stunden", en: "The status has lasted for at least … hours" },
		parameters: z.object({
			hours: z
				.int()
				.min(1)
				.max(24 * 365)
				.meta(titled({ de: "Stunden", en: "Hours" })),
		}),
		reads: ["statusSince", "now"],
		holds: ({ hours }) => {
			const least = hours * HOUR;
			return (facts) => facts.now - facts.statusSince >= least;
		},
		claims: ({ hours }) => ({ fact: AGE, from: hours }),
		saw: ({ now, statusSince }) => {
			const hours = Math.floor((now - statusSince) / HOUR);
			return { de: `seit ${hours} Stunden`, en: `for ${hours} hours` };
		},
	}),
	"payment-code": condition({
		title: { de: "Zahlungsart ist eine von", en: "Payment is one of" },
		parameters: z.object({
			codes: z
				.array(PaymentCode)
				.min(1)
				.meta(titled({ de: "Zahlungsarten", en: "Payment codes" })),
		}),
		reads: ["paymentCode"],
		holds:
			({ codes }) =>
			(facts) =>
				facts.paymentCode !== null && codes.includes(facts.paymentCode),
		claims: ({ codes }) => ({ fact: "payment code", oneOf: codes }),
		saw: ({ paymentCode }) => both(paymentCode ?? "–"),
	}),
	platform: condition({
		title: { de: "Plattform ist eine von", en: "Platform is one of" },
		parameters: z.object({ platforms: names.meta(titled({ de: "Plattformen", en: "Platforms" })) }),
		reads: ["platform"],
		holds:
			({ platforms }) =>
			(facts) =>
				platforms.includes(facts.platform),
		claims: ({ platforms }) => ({ fact: "platform", oneOf: platforms }),
		saw: ({ platform }) => both(platform),
	}),
	"order-amount": condition({
		title: { de: "Betrag ist mindestens", en: "Amount is at least" },
		parameters: z.object({ least: Money.meta(titled({ de: "Betrag", en: "Amount" })) }),
		reads: ["amount", "currency"],
		holds:
			({ least }) =>
			(facts) =>
				facts.currency === least.currency && facts.amount >= least.minor,
		claims: ({ least }) => ({ fact: `amount in ${least.currency}`, from: least.minor }),
		saw: ({ amount, currency }) => ({
			de: formatMoney({ minor: amount, currency }, "de"),
			en: formatMoney({ minor: amount, currency }, "en"),
		}),
	}),
	kind: condition({
		title: { de: "Vorgangsart ist eine von", en: "Kind of Vorgang is one of" },
		parameters: z.object({ kinds: names.meta(titled({ de: "Vorgangsarten", en: "Kinds" })) }),
		reads: ["kind"],
		holds:
			({ kinds }) =>
			(facts) =>
				kinds.includes(facts.kind),
		claims: ({ kinds }) => ({ fact: "kind", oneOf: kinds }),
		saw: ({ kind }) => both(kind),
	}),
	done: condition({
		title: { de: "Vorgang ist erledigt", en: "The Vorgang is done" },
		parameters: none,
		reads: ["done"],
		// «Vog.ErledigtKz»
		holds: () => (facts) => facts.done,
		claims: () => ({ fact: "done", is: true }),
		saw: ({ done }) => yes(done, "erledigt", "done"),
	}),
} as const;

export type ConditionName = keyof typeof CONDITIONS;

/** The one fact that begins anew with every status. */
export const AGE = "age of the status";

/** A record that is done or has a number is one. */
export const IMPLICATIONS: Implications = [
	["shipment done", "shipment exists"],
	["shipment number", "shipment exists"],
];

function both(text: string): Text {
	return { de: text, en: text };
}
