import { randomUUID } from "node:crypto";
import type { Command, CommandId, CommandKind, OrderRef, Statuses, StatusRequest } from "@kontor/connector";

/** What a command is made with. */
interface Occasion {
	readonly orderRef: string;
	/** The statuses that the platform was last seen with. */
	readonly statuses: Statuses;
	readonly at: Date;
}

/** One thing to tell the platform. */
export type Step = (occasion: Occasion) => Command;

/**
 * What a request comes to at a platform, one after the other: its parcels first, then its status, which is not written
 * unless every parcel was taken (PRODUCT J6). A platform without a place for parcels gets them as notes.
 *
 * @returns null where the platform can have no status written
 */
export function stepsOf({ shipments, status }: StatusRequest, native: readonly CommandKind[]): readonly Step[] | null {
	if (status !== null && !native.includes("set-status")) return null;
	const parcels = shipments.flatMap((shipment): Step[] => {
		const { carrier, trackingNumber } = shipment;
		if (native.includes("push-shipment")) {
			return [(occasion) => ({ ...base(occasion), kind: "push-shipment", status: null, ...shipment })];
		}
		const text = `${carrier} ${trackingNumber}`.trim();
		return native.includes("annotate")
			? [(occasion) => ({ ...base(occasion), kind: "annotate", status: null, text })]
			: [];
	});
	if (status === null) return parcels;
	const { machine } = status;
	return [
		...parcels,
		(occasion) => {
			const seen = occasion.statuses[machine];
			// What the merchant decided there meanwhile is respected (PRODUCT E4).
			const expect = seen === undefined ? {} : { [machine]: seen };
			return { ...base(occasion), kind: "set-status", purpose: "requested", status, expect };
		},
	];
}

function base({ orderRef, at }: Occasion) {
	return {
		id: randomUUID() as CommandId,
		orderRef: orderRef as OrderRef,
		issuedAt: at.toISOString(),
		expect: {},
	};
}
