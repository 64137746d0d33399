import type { PaymentCode } from "@kontor/connector";

/** A shipment record (Versanddatensatz) of a Vorgang. */
export interface Shipment {
	/** Marked as done (erledigt). */
	readonly done: boolean;
	/** Paketnummer; empty while there is none. It is the tracking number. */
	readonly parcelNumber: string;
	/** The carrier as the platform is to be told; empty where the Versandart means none. */
	readonly carrier: string;
	/** Milliseconds; null where the record has no day. */
	readonly shippedAt: number | null;
}

/** An article on a Vorgang. */
interface Article {
	readonly number: string;
	/** Enough of it is there for this Vorgang. */
	readonly inStock: boolean;
}

/** What rules know of one Vorgang at one moment: all that they read, and nothing else. */
export interface Facts {
	/** Kind of the platform that handed the order to büro⁺: "woocommerce". */
	readonly platform: string;
	/** The Vorgangsstatus that the platform shows now. */
	readonly status: string;
	/** Since when, in milliseconds. */
	readonly statusSince: number;
	/** The moment of the evaluation, in milliseconds. */
	readonly now: number;
	/** Vorgangsart: "Auftragsbestätigung". */
	readonly kind: string;
	/** «Vog.ErledigtKz» */
	readonly done: boolean;
	readonly paymentCode: PaymentCode | null;
	readonly currency: string;
	/** «Vog.GPreisBt», in minor units. */
	readonly amount: number;
	/** «Vog.KdBezBet», in minor units. */
	readonly paid: number;
	readonly invoice: boolean;
	readonly articles: readonly Article[];
	readonly shipments: readonly Shipment[];
}
