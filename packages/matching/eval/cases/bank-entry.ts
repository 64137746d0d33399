import type { MatchPosting } from "../../src/index.ts";
import type { ScenarioName } from "../data.ts";
import type { Random } from "../random.ts";
import { isoDay, SPAN, START } from "../world/calendar.ts";
import { drawIban } from "../world/iban.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { decimal } from "./amount-paid.ts";
import type { Draft, Scene } from "./draft.ts";

const ACCOUNT = "DE02120300000000202051";

/** An entry that no customer caused; `after`: some days after this order, else any day. */
export function entry(
	{ random, nextId }: Scene,
	{
		minor,
		text,
		name,
		codes,
		after,
	}: { minor: number; text: string; name: string; codes: readonly string[]; after?: PlacedOrder | null },
): MatchPosting {
	return {
		id: nextId(),
		account: ACCOUNT,
		bookingDate: isoDay(after ? after.day + random.int(1, 30) : someDay(random)),
		amount: { minor, currency: "EUR" },
		counterparty: { name: random.chance(0.4) ? name.toUpperCase() : name, iban: drawIban(random) },
		remittance: random.chance(0.15) ? `${text} ${decimal(Math.abs(minor))} EUR` : text,
		...(random.chance(0.8) && { transactionCode: random.pick(codes) }),
	};
}

export function someDay(random: Random): number {
	return START + random.int(20, SPAN + 20);
}

/** It pays nothing open. */
export function nothing(scenario: ScenarioName, posting: MatchPosting): Draft {
	return { posting, scenario, parts: [], written: true };
}
