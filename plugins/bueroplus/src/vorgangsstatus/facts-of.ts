import type { PaymentCode, Standing } from "@kontor/connector";
import type { Position, ShipmentRecord } from "../erp.ts";
import type { Erp } from "../manifest.ts";
import { amountOf, isInvoice, paidOf, shipmentOf } from "../mapping.ts";
import { CONDITIONS } from "../rules/conditions.ts";
import type { Facts, RuleSet } from "../rules/index.ts";
import type { Settings } from "../settings.ts";
import { erpOf } from "../source.ts";
import { statusIdsOf } from "../statuses.ts";
import type { Subject } from "./subject.ts";

/** What the ERP's other tables say of some Vorgänge. */
export interface Details {
	readonly shipments: ReadonlyMap<string, readonly ShipmentRecord[]>;
	readonly positions: ReadonlyMap<string, readonly Position[]>;
}

/** With what Kontor knows besides. */
export interface Known extends Details {
	/** Ids of the subjects whose platform's order is paid. */
	readonly paid: ReadonlySet<string>;
}

/** Reads what the rules ask about, and no more. Shipment records are read wherever rules may transfer them. */
export async function detailsOf(
	ctx: Erp,
	subjects: readonly Subject[],
	ruleSets: readonly RuleSet[],
): Promise<Details> {
	const rules = ruleSets.flatMap((set) => set.rules);
	const read = new Set(
		rules.flatMap(({ conditions }) => conditions.flatMap(({ is }): readonly string[] => CONDITIONS[is].reads)),
	);
	const numbers = subjects.flatMap(({ vorgaenge }) => vorgaenge.map(({ number }) => number));
	const wantsShipments = read.has("shipments") || rules.some(({ transferShipments }) => transferShipments);
	const erp = erpOf(ctx);
	const shipments = wantsShipments && numbers.length > 0 ? await erp.shipments(numbers) : [];
	const positions = read.has("articles") && numbers.length > 0 ? await erp.positions(numbers) : [];
	return {
		shipments: Map.groupBy(shipments, ({ vorgang }) => vorgang),
		positions: Map.groupBy(positions, ({ vorgang }) => vorgang),
	};
}

/** The status that the platform shows of it, and since when. */
export function statusOf(
	{ platform, vorgaenge }: Subject,
	standing: Standing | undefined,
): { status: string; since: number } {
	const begun = Math.min(...vorgaenge.map(({ createdAt }) => Date.parse(createdAt)));
	const reached = standing?.reached ?? null;
	return reached === null
		? { status: statusIdsOf(platform.plugin)[0] ?? "", since: begun }
		: { status: reached.status, since: Date.parse(reached.since) };
}

export function factsOf(
	ctx: Erp,
	settings: Settings,
	subject: Subject,
	{ shipments, positions, paid }: Known,
	standing: Standing | undefined,
): Facts {
	const { lead, vorgaenge, platform } = subject;
	const { status, since } = statusOf(subject, standing);
	const amount = amountOf(lead);
	// A payment may have been noted at the order confirmation already.
	const inErp = vorgaenge.filter(({ currency }) => currency === amount.currency).map((one) => paidOf(one).minor);
	const codes: Readonly<Record<string, PaymentCode>> = ctx.scope.mapping.paymentMethods;
	return {
		platform: platform.plugin,
		status,
		statusSince: since,
		now: ctx.now().getTime(),
		kind: lead.kind,
		done: lead.done,
		paymentCode: codes[lead.paymentMethod] ?? null,
		currency: amount.currency,
		amount: amount.minor,
		paid: Math.max(paid.has(subject.id) ? amount.minor : 0, ...inErp),
		invoice: vorgaenge.some((vorgang) => isInvoice(vorgang, settings)),
		articles: (positions.get(lead.number) ?? []).map(({ article, inStock }) => ({ number: article, inStock })),
		shipments: vorgaenge
			.flatMap(({ number }) => shipments.get(number) ?? [])
			.map((record) => shipmentOf(record, settings)),
	};
}
