import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Effect } from "@kontor/conformance";
import { OrderRef } from "@kontor/connector";
import { readTable, writeTable } from "../src/folder/tables.ts";
import type { Cell, Row } from "./fake/graphql-server.ts";
import { type FakeErp, LOGIN, startFakeBueroplus } from "./fake-bueroplus.ts";

type Cells = Record<string, string>;

const COLUMNS: Readonly<Record<string, string>> = {
	Belegnummer: "fldBelegNr",
	Vorgangsart: "fldArt",
	Erfasst: "fldErstDat",
	Datum: "fldDat",
	Waehrung: "fldWaehr",
	Betrag: "fldGPreisBt",
	Bezahlt: "fldKdBezBet",
	Erledigt: "fldErledigtKz",
	Storniert: "fldStornoKz",
	Zahlungsart: "fldZahlArt",
	Plattform: "fldECPlattform",
	Plattformnummer: "fldECBestNr",
	Kundennummer: "fldAdrNr",
	Name: "fldReNa2",
	Strasse: "fldReStr",
	PLZ: "fldRePLZ",
	Ort: "fldReOrt",
	Land: "fldReLandKennz",
	EMail: "fldReEMail",
};
const SHIPMENTS: Readonly<Record<string, string>> = {
	Belegnummer: "fldBelegNr",
	Paketnummer: "fldPaketNr",
	Erledigt: "fldErledigtKz",
	Versandart: "fldVersandArt",
};
const LEDGER = "kontor-zahlungen.csv";

/** The exchange folder of a büro⁺ as a web server offers it: exports made anew for each look, versions by ETag. */
export async function startFakeFolder({ format = "csv" }: { format?: "csv" | "xml" | "none" } = {}) {
	const erp = await startFakeBueroplus();
	const files = new Map<string, { body: string; version: number }>();
	const effects: Effect[] = [];

	function exported(name: string): string | null {
		const { vorgaenge, shipments } = erp.shop.tables();
		const tables: Record<string, Cells[]> = {
			vorgaenge: vorgaenge.map((row) => renamed(row, COLUMNS)),
			versand: shipments.map((row) => renamed(row, SHIPMENTS)),
			layouts: [{ Name: "Versandbestätigung", Betreff: "Bestellung %EC%", Text: "Unterwegs:\n%SENDUNGEN%" }],
		};
		const [table = "", extension] = name.split(".");
		const rows = extension === format ? tables[table] : undefined;
		if (rows === undefined) return null;
		const columns = Object.keys(rows[0] ?? COLUMNS);
		return format === "csv" ? writeTable(columns, rows) : toXml(table, rows);
	}

	async function answer(request: IncomingMessage): Promise<[status: number, body: string, headers?: Cells]> {
		const given = await text(request);
		const expected = `Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString("base64")}`;
		if (request.headers.authorization !== expected) return [401, ""];
		const name = request.url?.split("/").at(-1) ?? "";
		const stored = files.get(name);
		if (request.method === "GET") {
			const body = stored?.body ?? exported(name);
			return body === null ? [404, ""] : [200, body, { etag: `"${stored?.version ?? 0}"` }];
		}
		const { "if-match": match, "if-none-match": none } = request.headers;
		if (stored === undefined ? none !== "*" : match !== `"${stored.version}"`) return [412, ""];
		note(stored?.body ?? "", given);
		files.set(name, { body: given, version: (stored?.version ?? 0) + 1 });
		return [204, ""];
	}

	/** A changed row of Kontor's table is what the office would notice. */
	function note(before: string, after: string): void {
		const rows = (body: string) =>
			new Map(readTable(Buffer.from(body), LEDGER).map((row) => [row.Belegnummer ?? "", row]));
		const known = rows(before);
		for (const [ref, row] of rows(after)) {
			if (JSON.stringify(known.get(ref)) === JSON.stringify(row)) continue;
			effects.push({ ref: OrderRef.parse(ref), what: `${row.Bezahlt} ${row.Vermerk}` });
		}
	}

	const server = createServer((request, response) => {
		void answer(request).then(([status, body, headers = {}]) => response.writeHead(status, headers).end(body));
	});
	await new Promise<void>((resolved) => server.listen(0, "127.0.0.1", resolved));
	const shop: FakeErp = { ...erp.shop, effects: async () => [...effects] };
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/austausch`,
		shop,
		/** The ERP takes over what Kontor wrote, as its import does. */
		importLedger() {
			for (const { Belegnummer = "", Bezahlt = "" } of readTable(Buffer.from(files.get(LEDGER)?.body ?? ""), LEDGER)) {
				if (Bezahlt !== "") shop.set(Belegnummer, { fldKdBezBet: Bezahlt });
			}
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
			await erp.close();
		},
	};
}

function renamed(row: Row, columns: Readonly<Record<string, string>>): Cells {
	const cell = (value: Cell | undefined) => (value === true ? "ja" : String(value || ""));
	return Object.fromEntries(Object.entries(columns).map(([name, field]) => [name, cell(row[field])]));
}

function toXml(table: string, rows: readonly Cells[]): string {
	const escaped = (value: string) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
	const inner = rows.map(
		(row) =>
			`<Zeile>${Object.entries(row)
				.map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
				.join("")}</Zeile>`,
	);
	return `<?xml version="1.0" encoding="UTF-8"?>\n<${table}>${inner.join("\n")}</${table}>`;
}
