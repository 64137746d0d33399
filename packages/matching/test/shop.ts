import { createEngine, type Decision, type EngineOptions, type MatchOrder, type MatchPosting } from "../src/index.ts";

/** An order of 119.00 EUR by Max Müller, placed on 1 November, unless told otherwise. */
export function order(
	change: Partial<Omit<MatchOrder, "amount" | "open">> & { amount?: number; open?: number } = {},
): MatchOrder {
	const { amount = 11_900, open, ...rest } = change;
	return {
		id: rest.number ?? "AU-10023",
		shop: "shop",
		number: "AU-10023",
		name: "Max Müller",
		placedAt: "2026-11-01T09:30:00Z",
		paymentCode: "invoice",
		...rest,
		amount: { minor: amount, currency: "EUR" },
		...(open !== undefined && { open: { minor: open, currency: "EUR" } }),
	};
}

/** A transfer of 119.00 EUR by Max Müller, booked on 5 November, unless told otherwise. */
export function transfer(
	remittance: string,
	change: Partial<Omit<MatchPosting, "amount" | "counterparty">> & {
		amount?: number;
		currency?: string;
		payer?: string;
	} = {},
): MatchPosting {
	const { amount = 11_900, currency = "EUR", payer = "Max Mueller", ...rest } = change;
	return {
		id: "posting",
		account: "DE02120300000000202051",
		bookingDate: "2026-11-05",
		transactionCode: "166",
		...rest,
		amount: { minor: amount, currency },
		counterparty: { name: payer },
		remittance,
	};
}

export function decide(
	orders: readonly MatchOrder[],
	posting: MatchPosting,
	{ without, policy }: EngineOptions = {},
): Decision {
	const engine = createEngine({ without, policy });
	for (const one of orders) engine.upsert(one);
	return engine.decide(posting);
}

/**
 * A decision in one line: what was booked ("AU-10023 119.00"), or the outcome with its reasons and the best suggestion
 * ("review: payerDiffers; AU-10023").
 */
export function inShort({ outcome, assignments, reasons, suggestions }: Decision): string {
	if (outcome === "assigned") {
		return assignments
			.map(
				({ order: id, orderMinor, kind }) =>
					`${id} ${(orderMinor / 100).toFixed(2)}${kind === "payment" ? "" : ` ${kind}`}`,
			)
			.join(", ");
	}
	const best = suggestions[0]?.orders.map(({ order: id }) => id).join(" + ");
	return `${outcome}: ${reasons.map(({ finding }) => finding).join(" ")}${best === undefined ? "" : `; ${best}`}`;
}
