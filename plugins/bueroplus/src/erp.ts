import type { Description, Instant } from "@kontor/connector";

/** A Vorgang as either source delivers it. Amounts are plain decimals, days as the ERP's wall clock has them. */
export interface Vorgang {
	readonly number: string;
	/** Grows with every change in the ERP. */
	readonly version: number;
	readonly kind: string;
	readonly createdAt: Instant;
	readonly date: string | null;
	readonly dueDate: string | null;
	readonly currency: string;
	readonly amount: string;
	readonly paid: string;
	readonly done: boolean;
	readonly reversed: boolean;
	readonly paymentMethod: string;
	/** Free text of the Vorgang; Kontor leaves its traces at the end of it. */
	readonly memo: string;
	/** What büro⁺ calls the platform the order came from; empty where it came from none. */
	readonly platform: string;
	/** %EC% */
	readonly platformOrder: string;
	readonly customer: {
		readonly number: string;
		readonly name: string;
		readonly company: string;
		readonly street: string;
		readonly postcode: string;
		readonly city: string;
		readonly country: string;
		readonly email: string;
	};
}

/** A shipment record (Versanddatensatz). */
export interface ShipmentRecord {
	readonly vorgang: string;
	readonly parcelNumber: string;
	readonly done: boolean;
	/** Versandart, which the merchant's configuration turns into a carrier. */
	readonly kind: string;
	readonly date: string | null;
}

export interface Position {
	readonly vorgang: string;
	readonly article: string;
	/** Enough of it is in stock. */
	readonly inStock: boolean;
}

/** A mail layout of the area Vorgänge; its texts hold placeholders: %EC%, %DATUM%, %ZEIT%. */
export interface Layout {
	readonly title: string;
	/** Empty where the layout has none. */
	readonly subject: string;
	readonly text: string;
}

/** One page of a reading that goes on at `after`. */
export interface VorgangPage {
	readonly vorgaenge: readonly Vorgang[];
	/** Null where it was the last one. */
	readonly after: string | null;
}

/** What is written: the paid amount as it is to be, and the memo with the trace of the command. */
export interface Change {
	readonly paid?: string;
	readonly memo: string;
}

/** The ERP, however it is reached. Throws ConnectorError and nothing else. */
export interface ErpSource {
	/** Whether it answers with these credentials, and what makes it this installation. */
	check(): Promise<{ readonly identity: string; readonly clock: Instant }>;
	paymentMethods(): Promise<Description["paymentMethods"]>;
	layouts(): Promise<readonly Layout[]>;
	/** The highest version among what changed after `since`; `since` where nothing did. */
	newestVersion(since: number): Promise<number>;
	/** What changed after `since`, by number, which never changes; goes on behind `after`. */
	changed(since: number, after: string | null): Promise<VorgangPage>;
	vorgang(number: string): Promise<Vorgang | null>;
	/** Every Vorgang that a platform's order became, by number; goes on behind `after`. */
	ofPlatforms(after: string | null): Promise<VorgangPage>;
	shipments(vorgaenge: readonly string[]): Promise<readonly ShipmentRecord[]>;
	positions(vorgaenge: readonly string[]): Promise<readonly Position[]>;
	/**
	 * Changes a Vorgang that is still at this version; false where it is not: nothing was written then.
	 * @throws ConnectorError `unknown-outcome` where it may have been written.
	 */
	change(vorgang: Vorgang, change: Change): Promise<boolean>;
}
