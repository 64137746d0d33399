import { formatDecimal, type Money, parseMoney } from "@kontor/connector";
import * as z from "zod";
import { LEDGER_FIELD } from "./order-fields.ts";
import type { ShopifyOrder } from "./shapes.ts";
import { REVOKED, tagsOf } from "./statuses.ts";

/**
 * What Kontor did with an order's money, in the order itself as a metafield of the app's own. Shopify cannot take a
 * payment back and has no place for who reported one; amounts in the smallest unit of the shop's currency.
 */
export interface Ledger {
	/** Reported to the shop as paid and not taken back. */
	readonly reported: number;
	/** Of what the shop holds as received, taken back. */
	readonly revoked: number;
	/** Recorded as paid back to the customer. */
	readonly repaid: number;
}

const Stored = z.object({ reported: z.string(), revoked: z.string(), repaid: z.string() });
const NONE: Ledger = { reported: 0, revoked: 0, repaid: 0 };

/**
 * A merchant who removes the tag says that the payment stands after all. More than the shop received cannot have been
 * reported: the ledger is written together with a payment, and one of the two may have failed.
 */
export function ledgerOf(order: ShopifyOrder, net: Money): Ledger {
	const stored = read(order.ledger?.value, order.currencyCode);
	const revoked = tagsOf(order).includes(REVOKED) ? Math.min(stored.revoked, Math.max(0, net.minor)) : 0;
	const reported = Math.min(stored.reported, Math.max(0, net.minor + stored.repaid - revoked));
	return { reported, revoked, repaid: stored.repaid };
}

function read(value: string | undefined, currency: string): Ledger {
	if (value === undefined) return NONE;
	try {
		const { reported, revoked, repaid } = Stored.parse(JSON.parse(value));
		const minor = (decimal: string) => Math.max(0, parseMoney(decimal, currency).minor);
		return { reported: minor(reported), revoked: minor(revoked), repaid: minor(repaid) };
	} catch {
		return NONE;
	}
}

/** The metafield with these amounts, as `metafieldsSet` takes it. */
export function ledgerField(ownerId: string, currency: string, ledger: Ledger): object {
	const decimal = (minor: number) => formatDecimal({ minor, currency });
	const value = {
		reported: decimal(ledger.reported),
		revoked: decimal(ledger.revoked),
		repaid: decimal(ledger.repaid),
	};
	return { ownerId, ...LEDGER_FIELD, type: "json", value: JSON.stringify(value) };
}
