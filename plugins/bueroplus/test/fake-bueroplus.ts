import type { Effect, FakeShop } from "@kontor/conformance";
import { formatDecimal, OrderRef, parseMoney } from "@kontor/connector";
import { type Cell, type Row, serveGraphql } from "./fake/graphql-server.ts";

export const LOGIN = { user: "sample-user-4711", password: "sample-password-7f3a9c" };

const METHODS = {
	prepayment: "Vorkasse",
	invoice: "Rechnung",
	cashOnDelivery: "Nachnahme",
	monitored: "PayPal",
} as const;

/** An order that a platform handed over, or a Vorgang of any kind. */
export interface PlacedVorgang {
	readonly kind?: string;
	readonly amount: string;
	readonly currency?: string;
	readonly method?: string;
	readonly platform?: string;
	readonly platformOrder?: string;
	readonly items?: readonly { readonly article: string; readonly quantity: number }[];
}

/** büro⁺ as far as the plugin uses it: Vorgänge, shipment records, stock, and what the office does with them. */
export interface FakeErp extends FakeShop {
	place(order: Parameters<FakeShop["place"]>[0]): Promise<OrderRef>;
	add(vorgang: PlacedVorgang): string;
	set(number: string, columns: Row): void;
	row(number: string): Row;
	ship(number: string, shipment: { parcelNumber?: string; done?: boolean; kind?: string }): Row;
	setShipment(shipment: Row, columns: Row): void;
	stock(article: string, quantity: number): void;
	/** Everything, as an export of the ERP holds it. */
	tables(): { readonly vorgaenge: readonly Row[]; readonly shipments: readonly Row[] };
}

/** The ERP with its wall clock in Berlin. */
export async function startFakeBueroplus() {
	const vorgaenge = new Map<string, Row>();
	const items = new Map<string, Row[]>();
	const shipments: Row[] = [];
	const stock = new Map<string, number>();
	const effects: Effect[] = [];
	let version = 1000;
	let last = 0;

	const inOrder = () => [...vorgaenge.values()].sort((a, b) => (String(a.fldBelegNr) < String(b.fldBelegNr) ? -1 : 1));
	const server = await serveGraphql(
		{
			tables: {
				tblTransactions: inOrder,
				tblShipments: () => shipments,
				tblProducts: () => [...stock].map(([fldArtNr, fldLagMge]) => ({ fldArtNr, fldLagMge })),
				tblPaymentMethods: () => Object.values(METHODS).map((fldBez) => ({ fldBez })),
				tblLayouts: () => [
					{
						fldBez: "Versandbestätigung",
						fldBereich: "Vorgänge",
						fldBetreff: "Online-Bestellung Nr. %EC% vom %DATUM%",
						fldText: "Ihre Bestellung ist unterwegs: %SENDUNGEN%",
					},
					{ fldBez: "Geburtstag", fldBereich: "Adressen", fldBetreff: "Alles Gute", fldText: "Alles Gute!" },
				],
				tblClient: () => [{ fldMandNr: "1" }],
			},
			nested: (row) => items.get(String(row.fldBelegNr)) ?? [],
			write(row, columns) {
				touch(row, columns);
				effects.push({ ref: OrderRef.parse(row.fldBelegNr), what: `changed ${Object.keys(columns).join(", ")}` });
			},
		},
		LOGIN,
	);

	function touch(row: Row, columns: Row): void {
		Object.assign(row, columns, { fldModifyLSN: ++version });
	}

	const held = (number: string): Row => {
		const row = vorgaenge.get(number);
		if (row === undefined) throw new Error(`the fake has no Vorgang ${number}`);
		return row;
	};

	function add({
		kind = "Rechnung I",
		amount,
		currency = "EUR",
		method = "Rechnung",
		platform = "",
		platformOrder = "",
		items: positions = [],
	}: PlacedVorgang): string {
		const number = `RE${String(++last).padStart(6, "0")}`;
		const row: Record<string, Cell> = {
			fldBelegNr: number,
			fldModifyLSN: ++version,
			fldArt: kind,
			fldErstDat: wallClock(),
			fldDat: wallClock().slice(0, 10),
			fldZahlFaelligDat: null,
			fldWaehr: currency,
			fldGPreisBt: amount,
			fldKdBezBet: null,
			fldErledigtKz: false,
			fldStornoKz: false,
			fldZahlArt: method,
			fldMemo: null,
			fldECPlattform: platform,
			fldECBestNr: platformOrder,
			fldAdrNr: "10001",
			fldReNa1: "",
			fldReNa2: "Ada Käufer",
			fldReStr: "Hauptstr. 1",
			fldRePLZ: "24103",
			fldReOrt: "Kiel",
			fldReLandKennz: "DE",
			fldReEMail: "ada@example.org",
		};
		vorgaenge.set(number, row);
		items.set(
			number,
			positions.map(({ article, quantity }) => ({ fldArtNr: article, fldMge: quantity })),
		);
		return number;
	}

	const shop: FakeErp = {
		async place({ amount, paymentCode }) {
			return OrderRef.parse(
				add({ amount: formatDecimal(amount), currency: amount.currency, method: METHODS[paymentCode] }),
			);
		},
		async edit(ref) {
			touch(held(ref), { fldReStr: `Nebenstr. ${version}` });
		},
		async settleElsewhere(ref) {
			touch(held(ref), { fldStornoKz: true });
		},
		async remove(ref) {
			vorgaenge.delete(ref);
		},
		effects: async () => [...effects],
		add,
		set: (number, columns) => touch(held(number), columns),
		row: held,
		ship(number, { parcelNumber = "", done = false, kind = "DHL Paket" }) {
			const shipment: Row = {
				fldBelegNr: number,
				fldPaketNr: parcelNumber,
				fldErledigtKz: done,
				fldVersandArt: kind,
				fldVersandDat: null,
			};
			shipments.push(shipment);
			return shipment;
		},
		setShipment: (shipment, columns) => void Object.assign(shipment, columns),
		stock: (article, quantity) => void stock.set(article, quantity),
		tables: () => ({ vorgaenge: inOrder(), shipments }),
	};
	return { url: server.url, shop, close: () => server.close() };
}

/** What was paid, as the office sees it. */
export function paidOf(row: Row): number {
	return parseMoney(String(row.fldKdBezBet ?? 0), String(row.fldWaehr)).minor;
}

function wallClock(): string {
	return new Date().toLocaleString("sv-SE", { timeZone: "Europe/Berlin" }).replace(" ", "T");
}
