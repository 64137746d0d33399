import { ConnectorError } from "@kontor/connector";
import type { ErpSource, Vorgang, VorgangPage } from "../erp.ts";
import { unexpected } from "../faults.ts";
import { type Erp, manifest } from "../manifest.ts";
import { settingsOf } from "../settings.ts";
import { createdAtOf } from "../vorgang-row.ts";
import { type ExchangeFile, readFile } from "./files.ts";
import { openLedger } from "./ledger.ts";
import { type Row, readTable } from "./tables.ts";

/** Vorgänge a page; the files are read once for all pages of a reading. */
export const FOLDER_PAGE = 20;
/** Others of our own write into the same table: some of them come first. */
const WRITE_TRIES = 40;
const YES = /^(1|j|ja|true|wahr|x)$/i;

/**
 * The exchange folder, for installations without the GraphQL interface: what the ERP exports on a schedule, and a table of
 * Kontor's own that it imports. A folder is reached as WebDAV, so that the plugin touches no disk and the host keeps its
 * limits; any web server in the merchant's network can offer one (IIS, nginx, a NAS).
 */
export function folderErp(ctx: Erp): ErpSource {
	const { timeZone, currency, url } = settingsOf(ctx);
	let exported: Promise<readonly Vorgang[]> | undefined;

	async function table(name: string): Promise<{ rows: Row[]; file: ExchangeFile | null }> {
		const file = (await readFile(ctx, `${name}.csv`)) ?? (await readFile(ctx, `${name}.xml`));
		return { rows: file === null ? [] : readTable(file.bytes, name), file };
	}

	async function vorgaenge(): Promise<{ rows: Vorgang[]; clock: Date }> {
		const { rows, file } = await table("vorgaenge");
		if (file === null) throw noExport();
		const sorted = rows.map(toVorgang).sort((a, b) => (a.number < b.number ? -1 : 1));
		return { rows: sorted, clock: file.clock };
	}

	function toVorgang(row: Row): Vorgang {
		const cell = (name: string) => row[name] ?? "";
		const createdAt = cell("Erfasst") || cell("Datum");
		if (cell("Belegnummer") === "" || createdAt === "")
			throw unexpected("vorgaenge", "row without Belegnummer or Erfasst");
		return {
			number: cell("Belegnummer"),
			// Exports have no versions: a row counts as changed where its content is another.
			version: 0,
			kind: cell("Vorgangsart"),
			createdAt: createdAtOf(cell("Belegnummer"), createdAt, timeZone),
			date: cell("Datum") || null,
			dueDate: cell("Faellig") || null,
			currency: cell("Waehrung") || currency,
			amount: cell("Betrag"),
			paid: cell("Bezahlt") || "0",
			done: YES.test(cell("Erledigt")),
			reversed: YES.test(cell("Storniert")),
			paymentMethod: cell("Zahlungsart"),
			memo: "",
			platform: cell("Plattform"),
			platformOrder: cell("Plattformnummer"),
			customer: {
				number: cell("Kundennummer"),
				name: cell("Name"),
				company: cell("Firma"),
				street: cell("Strasse"),
				postcode: cell("PLZ"),
				city: cell("Ort"),
				country: cell("Land"),
				email: cell("EMail"),
			},
		};
	}

	/** As exported, with what Kontor wrote and the ERP has not taken over yet. */
	async function snapshot(): Promise<readonly Vorgang[]> {
		const [{ rows }, ledger] = [await vorgaenge(), await openLedger(ctx)];
		return rows.map(ledger.of);
	}

	async function pageOf(after: string | null, of: (vorgang: Vorgang) => boolean): Promise<VorgangPage> {
		exported ??= snapshot();
		const behind = (await exported).filter((one) => of(one) && (after === null || one.number > after));
		const some = behind.slice(0, FOLDER_PAGE);
		return { vorgaenge: some, after: behind.length > some.length ? (some.at(-1)?.number ?? null) : null };
	}

	return {
		async check() {
			const { clock } = await vorgaenge();
			const { host, pathname } = new URL(url);
			return { identity: `${host}${pathname}`, clock: clock.toISOString() };
		},
		async paymentMethods() {
			const seen = (await vorgaenge()).rows.map(({ paymentMethod }) => paymentMethod);
			const methods = new Set([...Object.keys(manifest.defaults.paymentMethods), ...seen]);
			return [...methods].filter((one) => one !== "").map((one) => ({ id: one, title: one, active: true }));
		},
		async layouts() {
			const { rows } = await table("layouts");
			return rows.map((row) => ({ title: row.Name ?? "", subject: row.Betreff ?? "", text: row.Text ?? "" }));
		},
		newestVersion: async (since) => since,
		changed: (_since, after) => pageOf(after, () => true),
		ofPlatforms: (after) => pageOf(after, ({ platformOrder }) => platformOrder !== ""),
		vorgang: async (number) => (await snapshot()).find((one) => one.number === number) ?? null,
		async shipments(numbers) {
			const wanted = new Set(numbers);
			const { rows } = await table("versand");
			return rows
				.filter((row) => wanted.has(row.Belegnummer ?? ""))
				.map((row) => ({
					vorgang: row.Belegnummer ?? "",
					parcelNumber: row.Paketnummer ?? "",
					done: YES.test(row.Erledigt ?? ""),
					kind: row.Versandart ?? "",
					date: row.Versanddatum || null,
				}));
		},
		async positions(numbers) {
			const wanted = new Set(numbers);
			const { rows } = await table("positionen");
			return rows
				.filter((row) => wanted.has(row.Belegnummer ?? ""))
				.map((row) => ({
					vorgang: row.Belegnummer ?? "",
					article: row.Artikelnummer ?? "",
					inStock: quantity(row.Lagermenge) >= quantity(row.Menge),
				}));
		},
		async change(vorgang, change) {
			const now = (await vorgaenge()).rows.find(({ number }) => number === vorgang.number);
			for (let tries = 0; now !== undefined && tries < WRITE_TRIES; tries++) {
				const ledger = await openLedger(ctx);
				// The decision was made on what stood there: on anything else it is made anew.
				if (JSON.stringify(ledger.of(now)) !== JSON.stringify(vorgang)) return false;
				if (await ledger.write(now, change)) return true;
			}
			return false;
		},
	};
}

function quantity(cell = "0"): number {
	return Number(cell.includes(",") ? cell.replaceAll(".", "").replace(",", ".") : cell);
}

function noExport(): ConnectorError {
	return new ConnectorError("bad-config", "the folder has no vorgaenge.csv and no vorgaenge.xml", {
		code: "BUEROPLUS_NO_EXPORT",
		forMerchant: {
			de: "Im Austauschordner liegt weder vorgaenge.csv noch vorgaenge.xml. Bitte Adresse und Export prüfen.",
			en: "The exchange folder holds neither vorgaenge.csv nor vorgaenge.xml. Please check the address and the export.",
		},
	});
}
