import { isoDay } from "../world/calendar.ts";
import { fullName } from "../world/person.ts";
import type { Case } from "./draft.ts";
import { usualDelay } from "./payment.ts";

/** Paid in at the counter: no payer, sometimes a number or a name, often nothing. */
export const cashDeposit: Case = ({ random, pool, nextId }) => {
	const order = pool.take("any", ({ currency }) => currency === "EUR");
	if (order === null) return null;
	const told = random.weighted({ number: 5, name: 2, nothing: 3 });
	const detail = { number: ` ${order.number}`, name: ` ${fullName(order.customer.person)}`, nothing: "" }[told];
	const posting = {
		id: nextId(),
		account: "DE02120300000000202051",
		bookingDate: isoDay(order.day + usualDelay(random)),
		amount: { minor: order.minor, currency: order.currency },
		remittance: `${random.pick(["BAREINZAHLUNG", "Bareinzahlung Filiale", "SB-EINZAHLUNG", "EINZAHLUNG"])}${detail}`,
		...(random.chance(0.8) && { transactionCode: random.pick(["082", "NTRF+082+9070", "PMNT-CNTR-CDPT"]) }),
	};
	return {
		posting,
		scenario: "cash-deposit-without-name",
		parts: [{ order, minor: order.minor }],
		written:
			told === "nothing"
				? false
				: {
						numbers: told === "number" ? [{ order, text: order.number, legibility: "whole" }] : [],
						payer: told === "name" ? "same" : "none",
						amount: "proves",
						more: false,
					},
		best: [order],
	};
};
